internal import Recipients

/// What can be wrong with a setting, or with the time that a clock is set to.
enum SettingProblem {
    case noRetention
    /// The store runs on the system's clock; the subject is what the clock was to be moved by or to.
    case clockNotSimulated(Subject)
    case beyondTheCalendar(Subject)
    case clockBackwards(from: Instant, to: Instant, Subject)

    var failure: Failure {
        switch self {
        case .noRetention:
            Failure(
                .invalidValue, "backups are kept for more than no time", help: "set backup off keeps none",
                about: .duration)
        case .clockNotSimulated(let subject):
            Failure(
                .clockNotSimulated,
                "this store runs on the system's clock, because expiring a real account's backups cannot be undone",
                help: "to play with time, work on a copy in memory (cbs --simulate) or make a store for it "
                    + "(cbs init DIR --simulated-clock)",
                about: subject)
        case .beyondTheCalendar(let subject):
            Failure(.invalidValue, "the clock cannot go beyond the year 9999", about: subject)
        case .clockBackwards(let now, let instant, let subject):
            Failure(.clockBackwards, "the clock stands at \(now) and cannot go back to \(instant)", about: subject)
        }
    }
}
