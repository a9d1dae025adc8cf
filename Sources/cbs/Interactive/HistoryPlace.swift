/// Where the statements typed so far are kept.
enum HistoryPlace {
    /// The file in the folder for state of the XDG base directories; nil without a home.
    static var path: String? {
        if let state = Environment["XDG_STATE_HOME"], state.hasPrefix("/") { return "\(state)/cbs/history" }
        return Environment["HOME"].map { "\($0)/.local/state/cbs/history" }
    }
}
