import Recipients
import Testing

struct MessageTextTests {
    private static func zoned(_ text: String) throws -> ZonedInstant {
        ZonedInstant(try #require(Instant(text)), in: .utc)
    }

    /// The words that a person at a terminal gets at noon of 2026-01-28.
    private static func near(_ instant: ZonedInstant) -> String? {
        instant.nearDay(now: Instant("2026-01-28T12:00:00Z") ?? .earliest)
    }

    @Test func nearInstantsAreToldInWords() throws {
        let yesterday = try Self.zoned("2026-01-27T00:30:00Z")
        let text: MessageText = "backup \(1) expired \(at: yesterday), kept until \(yesterday): \(full: yesterday)"
        let full = "2026-01-27T00:30:00Z"
        #expect(text.plain == "backup 1 expired at \(full), kept until \(full): \(full)")
        #expect(text.told(Self.near) == "backup 1 expired yesterday 00:30, kept until yesterday 00:30: \(full)")
    }

    @Test func otherInstantsAreInFull() throws {
        let text: MessageText = "expired \(at: try Self.zoned("2026-01-02T00:30:00Z"))"
        #expect(text.told(Self.near) == "expired at 2026-01-02T00:30:00Z")
    }

    /// What looks like an instant, but was given as text, is the user's.
    @Test func textStaysAsItIs() {
        let text = "\"2026-01-28T08:00:00Z\" at 2026-01-28T08:00:00Z"
        #expect(MessageText(text).told(Self.near) == text)
        #expect(MessageText("").plain == "")
    }

    @Test func partsOfSentencesKeepTheirInstants() throws {
        let inner: MessageText = "made \(at: try Self.zoned("2026-01-28T08:00:00Z"))"
        let outer: MessageText = "it was \(inner), " + "they say"
        #expect(outer.told(Self.near) == "it was made today 08:00, they say")
    }

    @Test func aFailureIsInFullForScripts() throws {
        let failure = Failure(.expiredBackup, text: "expired \(at: try Self.zoned("2026-01-28T08:00:00Z"))")
        #expect(failure.message == "expired at 2026-01-28T08:00:00Z")
        #expect(failure.text.told(Self.near) == "expired today 08:00")
        #expect(Failure(.usage, "wrong").text == "wrong")
    }
}
