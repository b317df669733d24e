package pulso.command;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** A part of Pulso that one process can run; any set of them can share a process. */
enum Role {
    INGEST,
    TOPOLOGY,
    WALLBOARD,
    CLICKHOUSE,
    WEBHOOK;

    static Set<Role> parse(String commaSeparated) {
        var roles = EnumSet.noneOf(Role.class);
        for (var name : commaSeparated.split(",", -1)) {
            roles.add(of(name.strip()));
        }
        return roles;
    }

    static String names() {
        return Arrays.stream(values()).map(Role::wireName).collect(Collectors.joining(", "));
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static Role of(String name) {
        for (var role : values()) {
            if (role.wireName().equals(name)) {
                return role;
            }
        }
        throw new ConfigException("no role '" + name + "', known are " + names());
    }
}
