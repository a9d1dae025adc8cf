/// Which state of a group is meant: one of its backups, or how the group stands.
public enum StateReference: Sendable {
    /// `3`, `backup 3`, `backup $b.id`. A literal is a positive whole number.
    case backup(id: Argument)
    /// `latest backup of NAME`.
    case latestBackup(of: Argument)
    /// `group NAME as of INSTANT`; only as the source of `restore`.
    case asOf(group: Argument, instant: Argument)
    /// `group NAME`: the group as it stands now; only in `compare` and after `recipients of`.
    case group(Argument)
}
