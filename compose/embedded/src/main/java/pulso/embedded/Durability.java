package pulso.embedded;

/** What a committed transaction of the embedded database survives. */
public enum Durability {
    /** The end of the server's process, but not that of the machine: one write to the page cache per commit. */
    FAST(0, 2),
    /** The end of the machine too: binlog and redo log are on the disk before a commit returns. */
    SAFE(1, 1);

    private final int syncBinlog;
    private final int flushLogAtCommit;

    Durability(int syncBinlog, int flushLogAtCommit) {
        this.syncBinlog = syncBinlog;
        this.flushLogAtCommit = flushLogAtCommit;
    }

    int syncBinlog() {
        return syncBinlog;
    }

    int flushLogAtCommit() {
        return flushLogAtCommit;
    }
}
