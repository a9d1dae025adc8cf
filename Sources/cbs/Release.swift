/// The version: this is the only place for its number. The manual page, the editors' files, packages and `--version`
/// take it from here.
enum Release {
    static let version = "1.0.0"
    /// The day of the release, as in the manual page and the changelog.
    static let day = "2026-11-28"
}
