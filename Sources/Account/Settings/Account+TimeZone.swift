public import Recipients

extension Account {
    /// The account's present and zone, for code that reads and writes times.
    public var time: AccountTime { AccountTime(now: now, zone: zone) }

    /// Sets the zone in which people read and write times.
    ///
    /// - Parameter name: The IANA name, in any case.
    /// - Returns: The name as the database spells it.
    /// - Throws: `invalid-value`, with the nearest name, if there is no such zone.
    public func setTimeZone(_ name: String) throws(Failure) -> String {
        let rules = try TimeZoneDatabase.rules(ofNew: name)
        try beginChange()
        var account = store.account
        account.timeZone = rules == .utc ? nil : rules.name
        try store.commit(account, entry(.setTimeZone, note: rules.name))
        try readZone()
        return rules.name
    }

    /// The names of the time zones that can be set; none if this machine has no time zone database.
    public static var timeZoneNames: [String] { TimeZoneDatabase.names }

    /// Reads the rules of the account's zone, unless they are known already.
    func readZone() throws(Failure) {
        let name = store.account.timeZone ?? ZoneRules.utc.name
        if name != zone.name { zone = try TimeZoneDatabase.rules(of: name) }
    }

    /// An instant for people to read.
    func zoned(_ instant: Instant) -> ZonedInstant { ZonedInstant(instant, in: zone) }
}
