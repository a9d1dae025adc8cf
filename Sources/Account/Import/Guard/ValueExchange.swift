/// The old and new values of recipients in a field: whether they have only been exchanged.
struct ValueExchange {
    private let pairs: [(before: UInt64, after: UInt64)]
    private let recipients: Int
    /// The share of all recipients that the sample holds.
    private let share: Double
    /// How many recipients had each value, and how many get it.
    private let holders: [UInt64: Int]
    private let receivers: [UInt64: Int]
    /// The values of those who keep theirs.
    private let others: Set<UInt64>

    /// - Parameters:
    ///   - pairs: The old and new values of those whose value is replaced.
    ///   - others: The values of those who keep theirs.
    ///   - recipients: The number of recipients in the sample.
    ///   - share: The share of a whole list that the sample is; 1 for the whole list.
    init(_ pairs: [(UInt64, UInt64)], beside others: [UInt64], recipients: Int, share: Double) {
        self.pairs = pairs.map { (before: $0.0, after: $0.1) }
        self.recipients = recipients
        self.share = share
        self.others = Set(others)
        var (holders, receivers) = ([:] as [UInt64: Int], [:] as [UInt64: Int])
        for (before, after) in pairs {
            holders[before, default: 0] += 1
            receivers[after, default: 0] += 1
        }
        (self.holders, self.receivers) = (holders, receivers)
    }

    /// Whether nearly everybody had a different value.
    var areUnique: Bool { 10 * holders.count >= 9 * pairs.count }

    /// Whether values have few holders on average.
    var areDiverse: Bool { 10 * holders.count >= pairs.count }

    /// Whether most get a value that another recipient had, hardly anybody gets a new one, and each value goes to about
    /// as many as had it.
    var isPermutation: Bool {
        (share == 1 ? areMet : areMetAsOftenAsShuffled) && keepFrequencies
    }

    private var areMet: Bool {
        let met = pairs.count { holders[$0.after] != nil || others.contains($0.after) }
        return 5 * met > 4 * recipients && 10 * (pairs.count - met) <= pairs.count
    }

    /// In a sample, a value that only few have is seldom seen twice, even if somebody else had it. But how often values
    /// would be met if they had only been shuffled can be estimated from the sample alone: a second draw of the same
    /// values meets those seen once as often as others were seen twice (Good, "The population frequencies of species",
    /// 1953), and more often for a sample drawn without replacement.
    private var areMetAsOftenAsShuffled: Bool {
        let count = Double(pairs.count)
        let once = Double(holders.values.count { $0 == 1 })
        let twice = Double(holders.values.count { $0 == 2 })
        let expected = count - once + share * once
        let met = Double(pairs.count { holders[$0.after] != nil })
        guard expected >= Self.leastExpected, met >= Self.tolerance * expected else { return false }
        // Common values hide the rare ones, which must be met as well.
        guard once > 0.1 * count else { return true }
        let expectedOnce = 2 * twice + share * once
        let metOnce = Double(pairs.count { holders[$0.after] == 1 })
        return expectedOnce >= Self.leastExpected && metOnce >= Self.tolerance * expectedOnce
    }

    /// With fewer expected meetings, their number says nothing.
    private static let leastExpected = 8.0
    /// The share of the expected meetings that is enough: by chance, there may be fewer.
    private static let tolerance = 0.6

    /// Whether as many get each value as had it. In a sample that holds only for common values, and only roughly.
    private var keepFrequencies: Bool {
        var (apart, all) = (0, 0)
        for value in Set(holders.keys).union(receivers.keys) {
            let (had, get) = (holders[value] ?? 0, receivers[value] ?? 0)
            guard share == 1 || had + get >= Self.common else { continue }
            apart += abs(had - get)
            all += had + get
        }
        return (share == 1 ? 8 : 3) * apart <= all
    }

    /// With fewer old and new holders together, a value is not compared.
    private static let common = 10

    /// Whether each value that several had becomes one other value, as when a price list or a code has changed.
    var isRecoding: Bool {
        struct Pair: Hashable { let before, after: UInt64 }
        guard 2 * holders.count <= pairs.count else { return false }
        let different = Set(pairs.map { Pair(before: $0.before, after: $0.after) }).count
        return 2 * different <= 3 * holders.count
    }
}

/// How closely numbers and their new values correlate (Pearson's coefficient).
struct Correlation {
    private(set) var count = 0
    private var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)

    mutating func add(_ before: Double, _ after: Double) {
        count += 1
        x += before
        y += after
        xx += before * before
        yy += after * after
        xy += before * after
    }

    /// From -1 to 1; 0 if one side is constant.
    var coefficient: Double {
        let n = Double(count)
        let spread = (n * xx - x * x) * (n * yy - y * y)
        return spread > 0 ? (n * xy - x * y) / spread.squareRoot() : 0
    }

    /// A number, or a date as a number that grows with it; nil for other texts.
    static func number(_ text: String) -> Double? {
        if let number = Double(String(text.map { $0 == "," ? "." : $0 })) { return number }
        guard let first = text.utf8.first, first &- UInt8(ascii: "0") < 10, text.utf8.count <= 32,
            text.utf8.allSatisfy({ $0 &- UInt8(ascii: "0") < 10 || "-.:TZ ".utf8.contains($0) })
        else { return nil }
        return Double(text.filter(\.isNumber))
    }
}
