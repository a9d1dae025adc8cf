/// Which cbs this is: the one place for the number. Manual page, editors' files, packages and `--version` take it from here.
enum Release {
    static let version = "1.0.0"
    /// The day of the release, as the manual page and the changelog have it.
    static let day = "2026-11-28"
}
