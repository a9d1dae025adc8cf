import Recipients
import Testing

@testable import Account

/// What a reading of the system clock means, by itself: times are in hours, a backup expires at some of them.
@Suite struct ClockReadingTests {
    private func hour(_ hours: Double) -> Instant { Instant(unixSeconds: 1_700_000_000 + Int64(hours * 3600)) }

    private func read(
        _ system: Double,
        changed: Double? = 0,
        seen: Double? = nil,
        leap: Double? = nil,
        steady: SteadyClock? = nil,
        expiries: [Double] = []
    ) -> ClockReading {
        ClockReading(
            system: hour(system), latestChange: changed.map(hour),
            seen: seen.map { SeenTime(last: hour($0), leap: leap.map(hour)) }, steady: steady
        ) { after, end in expiries.contains { hour($0) > after && hour($0) <= end } }
    }

    @Test func ordinaryTimeIsBelieved() {
        let reading = read(10, expiries: [5])
        #expect(reading.now == hour(10) && reading.horizon == hour(10) && !reading.waits)
        #expect(reading.seen == SeenTime(last: hour(10)) && reading.steady == nil && !reading.goesBack)
    }

    @Test func anAccountWithoutAPastBelievesAnything() {
        #expect(read(99_999, changed: nil, expiries: [5]).horizon == hour(99_999))
    }

    @Test func aPauseInWhichNothingExpiresIsBelieved() {
        #expect(read(1000, expiries: [1001]) == read(1000))
        #expect(!read(1000, expiries: [1001]).waits)
    }

    @Test func theBorderIsFortyEightHours() {
        #expect(!read(48, expiries: [40]).waits)
        let reading = read(48.001, expiries: [40])
        #expect(reading.waits && reading.now == hour(48.001) && reading.horizon == hour(0))
        #expect(reading.seen == SeenTime(last: hour(0), leap: hour(48.001)))
    }

    /// What had expired by the last time seen is not because of the leap.
    @Test func onlyWhatTheLeapMakesExpireWaits() {
        let reading = read(1000, seen: 10, expiries: [5])
        #expect(!reading.waits && reading.horizon == hour(1000))
        #expect(read(1000, seen: 10, expiries: [5, 20]).horizon == hour(10))
    }

    @Test func theWaitEndsAfterAnHourByThatClock() {
        #expect(read(1000.99, seen: 0, leap: 1000, expiries: [40]).waits)
        let over = read(1001, seen: 0, leap: 1000, expiries: [40])
        #expect(!over.waits && over.horizon == hour(1001) && over.seen == SeenTime(last: hour(1001)))
    }

    @Test func aClockSetRightIsFollowedWhileDataWaits() {
        let reading = read(3, changed: 1000.2, seen: 0, leap: 1000, expiries: [40])
        #expect(reading.now == hour(3) && !reading.waits && reading.goesBack)
        #expect(!read(3, changed: 0, seen: 0, leap: 1000, expiries: [40]).goesBack)
    }

    @Test func aClockSetBackALittleWaitsOn() {
        let reading = read(500, seen: 0, leap: 1000, expiries: [40, 700])
        #expect(reading.waits && reading.now == hour(500) && reading.seen.leap == hour(500))
        // Seconds of a clock that the network sets right do not end the wait either.
        #expect(read(999.999, seen: 0, leap: 1000, expiries: [40]).waits)
    }

    @Test func withoutWaitingDataTheAccountGoesOnFromTheLastTimeSeen() {
        let reading = read(3, changed: 0, seen: 1000)
        #expect(reading.now == hour(1000) && reading.steady != nil && !reading.goesBack)
        #expect(read(5, changed: 0, seen: 1000, steady: reading.steady).now == hour(1002))
        #expect(read(5, changed: 0, seen: 1000, steady: reading.steady).steady == reading.steady)
    }

    @Test func beforeTheLastTimeSeenEvenAWaitingAccountGoesOnFromThere() {
        let reading = read(-3, changed: 1000, seen: 0, leap: 1000, expiries: [40])
        #expect(reading.now == hour(0) && reading.goesBack)
    }

    /// Whatever the clock says: nothing that waits has expired before the leap, and the horizon never lies ahead of the
    /// time.
    @Test func theHorizonIsNeverAheadOfTheTime() {
        for system in stride(from: -100.0, through: 200, by: 7) {
            for (seen, leap) in [(0.0, nil), (0, 60), (0, 150), (50, nil), (50, 120)] as [(Double, Double?)] {
                let reading = read(system, changed: 20, seen: seen, leap: leap, expiries: [30, 70, 110])
                #expect(reading.horizon <= reading.now)
                #expect(reading.waits == (reading.horizon < reading.now))
            }
        }
    }
}
