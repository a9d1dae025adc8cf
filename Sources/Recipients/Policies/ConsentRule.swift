/// The rule that an import or a restore never makes an unsubscribed recipient active again by accident.
public struct ConsentRule: Hashable, Sendable {
    /// Whether the user asked for rows to turn unsubscribed recipients active again.
    public let resubscribes: Bool

    /// The rule; `resubscribes` suspends it.
    public init(resubscribes: Bool = false) {
        self.resubscribes = resubscribes
    }

    /// What an incoming row makes of a recipient's sign-up information.
    public struct Outcome: Hashable, Sendable {
        /// The sign-up that is stored.
        public let signUp: SignUp
        /// Whether the rule kept somebody unsubscribed whom the row would have changed.
        public let keptUnsubscribed: Bool

        /// What the rule decides for one row.
        public init(signUp: SignUp, keptUnsubscribed: Bool) {
            self.signUp = signUp
            self.keptUnsubscribed = keptUnsubscribed
        }
    }

    /// Decides between what is known of a recipient and what an incoming row says.
    ///
    /// Somebody who left stays unsubscribed unless the row was activated later than they left. If both say
    /// unsubscribed, the later date is kept, so that no older row can bring the recipient back afterwards.
    ///
    /// - Parameters:
    ///   - known: What is known of the recipient.
    ///   - incoming: The sign-up information that results if the row decides.
    ///   - rowStatus: The status that the row gives by itself.
    public func outcome(known: SignUp, incoming: SignUp, rowStatus: Status) -> Outcome {
        guard known.status == .unsubscribed, !resubscribes, let left = known.deactivated else {
            return Outcome(signUp: incoming, keptUnsubscribed: false)
        }
        if let activated = incoming.activated, activated > left {
            return Outcome(signUp: incoming, keptUnsubscribed: false)
        }
        let isLaterUnsubscription = incoming.status == .unsubscribed && incoming.deactivated.map { $0 > left } ?? false
        return Outcome(
            signUp: isLaterUnsubscription ? incoming : known, keptUnsubscribed: rowStatus != .unsubscribed)
    }

    /// Decides for somebody who is not in the group, but whom the group remembers as having left.
    ///
    /// - Parameters:
    ///   - left: When they left.
    ///   - incoming: The sign-up information of the new recipient if the row decides.
    ///   - said: What the row itself says.
    ///   - isUndated: Whether it says that the recipient has left but not when.
    public func outcome(left: Instant, incoming: SignUp, said: SignUp, isUndated: Bool) -> Outcome {
        let activated = incoming.activated == nil ? nil : said.activated
        let stays = SignUp(
            registered: incoming.registered, activated: activated.flatMap { $0 > left ? nil : $0 }, deactivated: left)
        if isUndated { return Outcome(signUp: stays, keptUnsubscribed: false) }
        if resubscribes || activated.map({ $0 > left }) ?? false {
            return Outcome(signUp: incoming, keptUnsubscribed: false)
        }
        guard incoming.status == .unsubscribed else { return Outcome(signUp: stays, keptUnsubscribed: true) }
        let leftLater = incoming.deactivated.map { $0 > left } ?? false
        return Outcome(signUp: leftLater ? incoming : stays, keptUnsubscribed: false)
    }

    /// Decides for a recipient of the group where the rows have no dates of activation: they keep their sign-up
    /// information, except that leaving always counts. Of two dates the later one is kept, so that no older row can
    /// bring the recipient back afterwards.
    ///
    /// - Parameters:
    ///   - stored: The recipient's sign-up information in the group.
    ///   - said: What the row says.
    ///   - isUndated: Whether it says that the recipient has left but not when.
    ///   - now: When the rows come in.
    public func outcome(stored: SignUp, said: SignUp, isUndated: Bool, now: Instant) -> Outcome {
        let hasLeft = said.deactivated != nil || isUndated
        if stored.status == .unsubscribed {
            if hasLeft {
                var left = stored
                if !isUndated, let date = said.deactivated {
                    left.deactivated = stored.deactivated.map { max($0, date) } ?? date
                }
                return Outcome(signUp: left, keptUnsubscribed: false)
            }
            if resubscribes {
                let back = SignUp(registered: stored.registered, activated: now)
                return Outcome(signUp: back, keptUnsubscribed: false)
            }
            return Outcome(signUp: stored, keptUnsubscribed: true)
        }
        var left = stored
        // Never before the activation, or it would not count.
        left.deactivated = isUndated ? max(now, stored.activated ?? now) : said.deactivated
        let counts = left.deactivated.map { date in stored.activated.map { date > $0 } ?? true } ?? false
        return Outcome(signUp: isUndated || counts ? left : stored, keptUnsubscribed: false)
    }
}
