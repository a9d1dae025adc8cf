import Recipients
import TestSupport
import Testing

@Suite struct SignUpTests {
    private let early = Instant(unixSeconds: 1000)
    private let late = Instant(microseconds: 1_000_000_001)

    @Test func nobodyConfirmedIsInactive() {
        #expect(SignUp().status == .inactive)
        #expect(SignUp(registered: early).status == .inactive)
    }

    @Test func activatedIsActive() {
        #expect(SignUp(activated: early).status == .active)
    }

    @Test func deactivatedIsUnsubscribed() {
        #expect(SignUp(deactivated: early).status == .unsubscribed)
        #expect(SignUp(activated: early, deactivated: late).status == .unsubscribed)
    }

    @Test func deactivatedAtTheInstantOfActivationIsUnsubscribed() {
        #expect(SignUp(activated: early, deactivated: early).status == .unsubscribed)
    }

    @Test func activatedAMicrosecondLaterIsActive() {
        #expect(SignUp(activated: late, deactivated: early).status == .active)
    }
}

@Suite struct ConsentRuleTests {
    private let t1 = Instant(unixSeconds: 1)
    private let t2 = Instant(unixSeconds: 2)
    private let t3 = Instant(unixSeconds: 3)

    private func outcome(_ known: SignUp, _ incoming: SignUp, resubscribes: Bool = false) -> ConsentRule.Outcome {
        ConsentRule(resubscribes: resubscribes)
            .outcome(known: known, incoming: incoming, rowStatus: incoming.status)
    }

    @Test func whoeverDidNotLeaveTakesTheRow() {
        for known in [SignUp(), SignUp(registered: t1), SignUp(activated: t2, deactivated: t1)] {
            for incoming in [SignUp(), SignUp(activated: t1), SignUp(deactivated: t3)] {
                #expect(outcome(known, incoming) == .init(signUp: incoming, keptUnsubscribed: false))
            }
        }
    }

    @Test func whoeverLeftStaysSo() {
        let known = SignUp(registered: t1, activated: t1, deactivated: t2)
        for incoming in [SignUp(activated: t1), SignUp(), SignUp(registered: t3)] {
            #expect(outcome(known, incoming) == .init(signUp: known, keptUnsubscribed: true))
        }
    }

    @Test func anActivationAtTheInstantOfLeavingDoesNotBringBack() {
        let known = SignUp(deactivated: t2)
        #expect(outcome(known, SignUp(activated: t2)) == .init(signUp: known, keptUnsubscribed: true))
    }

    @Test func aLaterActivationBringsBack() {
        let incoming = SignUp(activated: t3)
        #expect(outcome(SignUp(deactivated: t2), incoming) == .init(signUp: incoming, keptUnsubscribed: false))
    }

    @Test func aLaterActivationAndLeavingIsTaken() {
        let incoming = SignUp(activated: t3, deactivated: t3)
        #expect(outcome(SignUp(deactivated: t2), incoming) == .init(signUp: incoming, keptUnsubscribed: false))
    }

    @Test func resubscribeTakesTheRow() {
        let incoming = SignUp(activated: t1)
        let known = SignUp(deactivated: t2)
        #expect(
            outcome(known, incoming, resubscribes: true) == .init(signUp: incoming, keptUnsubscribed: false))
    }

    @Test func ofTwoUnsubscriptionsTheLaterIsKept() {
        let early = SignUp(activated: t1, deactivated: t2)
        let late = SignUp(activated: t1, deactivated: t3)
        #expect(outcome(early, late) == .init(signUp: late, keptUnsubscribed: false))
        #expect(outcome(late, early) == .init(signUp: late, keptUnsubscribed: false))
    }

    /// The row says "active", but its merge with what is stored is unsubscribed anyway: it counts as kept.
    @Test func theRowsOwnStatusDecidesWhetherItCounts() {
        let known = SignUp(activated: t1, deactivated: t2)
        let merged = SignUp(activated: t1, deactivated: t2)
        let outcome = ConsentRule().outcome(known: known, incoming: merged, rowStatus: .active)
        #expect(outcome == .init(signUp: known, keptUnsubscribed: true))
    }

    @Test(arguments: 1...10 as ClosedRange<UInt64>) func neverMakesActiveByAccident(seed: UInt64) {
        var random = SplitMix(seed: seed)
        func instant() -> Instant? {
            Bool.random(using: &random) ? Instant(unixSeconds: .random(in: 1...4, using: &random)) : nil
        }
        for _ in 0..<300 {
            let known = SignUp(registered: instant(), activated: instant(), deactivated: instant())
            let incoming = SignUp(registered: instant(), activated: instant(), deactivated: instant())
            let result = outcome(known, incoming)
            guard known.status == .unsubscribed, let left = known.deactivated else { continue }
            if result.signUp.status != .unsubscribed {
                #expect(incoming.activated.map { $0 > left } == true, "seed \(seed): \(known) \(incoming)")
            } else {
                #expect(result.signUp.deactivated.map { $0 >= left } == true, "seed \(seed): \(known) \(incoming)")
            }
        }
    }
}
