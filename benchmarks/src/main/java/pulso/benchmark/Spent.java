package pulso.benchmark;

/** What a piece of work took. */
record Spent(double seconds, double processorSeconds) {
    Spent since(Spent earlier) {
        return new Spent(seconds - earlier.seconds, processorSeconds - earlier.processorSeconds);
    }
}
