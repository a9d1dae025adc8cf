/// A sentence of a message, with its instants as values: each reader sees them as suits them.
///
/// Scripts and programs get the sentence in full, so that what they find in it does not depend on a terminal. A person
/// at a terminal gets instants around the present in words.
///
///     let text: MessageText = "backup 7 expired \(at: instant)"
///     text.plain                    // backup 7 expired at 2026-01-27T00:30:00+01:00
///     text.told { _ in "today" }    // backup 7 expired today
public struct MessageText: Hashable, Sendable {
    /// A piece of the sentence.
    enum Part: Hashable, Sendable {
        case text(String)
        /// - Parameter preposition: What precedes it, unless it is told in words; empty for nothing.
        case instant(ZonedInstant, preposition: String)
    }

    private(set) var parts: [Part]

    /// A sentence without instants, or with instants that are always in full.
    public init(_ text: String) {
        parts = [.text(text)]
    }

    /// The sentence with its instants in full.
    public var plain: String { told { _ in nil } }

    /// The sentence as a person reads it.
    ///
    /// - Parameter when: The words for an instant; nil for one that is shown in full.
    public func told(_ when: (ZonedInstant) -> String?) -> String {
        parts.map { part in
            switch part {
            case .text(let text): text
            case .instant(let instant, let preposition): when(instant) ?? "\(preposition)\(instant)"
            }
        }.joined()
    }

    /// One sentence after another.
    public static func + (first: MessageText, second: MessageText) -> MessageText {
        var sum = first
        sum.parts += second.parts
        return sum
    }
}

extension MessageText: CustomStringConvertible {
    /// The sentence with its instants in full.
    public var description: String { plain }
}

extension MessageText: ExpressibleByStringInterpolation {
    /// The pieces of a sentence that is being put together.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            parts.reserveCapacity(2 * interpolationCount + 1)
        }

        public mutating func appendLiteral(_ literal: String) {
            if !literal.isEmpty { parts.append(.text(literal)) }
        }

        /// Text that stands for itself.
        public mutating func appendInterpolation(_ text: some CustomStringConvertible) {
            appendLiteral(text.description)
        }

        /// A part of the sentence with instants of its own.
        public mutating func appendInterpolation(_ text: MessageText) {
            parts += text.parts
        }

        /// An instant that may be told in words: `made \(instant)`.
        public mutating func appendInterpolation(_ instant: ZonedInstant) {
            parts.append(.instant(instant, preposition: ""))
        }

        /// An instant after the preposition `at`, which words take the place of too: `made at …`, `made yesterday …`.
        ///
        /// - Parameter instant: The instant.
        public mutating func appendInterpolation(at instant: ZonedInstant) {
            parts.append(.instant(instant, preposition: "at "))
        }

        /// An instant that nobody gets in words, because its seconds or its offset matter.
        ///
        /// - Parameter instant: The instant.
        public mutating func appendInterpolation(full instant: ZonedInstant) {
            appendLiteral(instant.description)
        }
    }

    /// A sentence without instants.
    public init(stringLiteral text: String) {
        self.init(text)
    }

    /// A sentence from its pieces.
    public init(stringInterpolation: StringInterpolation) {
        parts = stringInterpolation.parts
    }
}
