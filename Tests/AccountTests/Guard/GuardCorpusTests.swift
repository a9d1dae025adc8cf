import Recipients
import TestSupport
import Testing

@testable import Account

/// How many accidents the guard catches, and how often it is mistaken: `docs/importing.md` has both figures, of a run
/// with `CBS_LONG_TESTS` in the environment.
@Suite struct GuardCorpusTests {
    private static let seed: UInt64 = 16
    private static let kinds: Set<Remark.Code> = [
        .massLeave, .massUnsubscribe, .massActivate, .fewKnown, .massEmpty, .massSameValue, .shiftedColumns,
        .permutedColumn, .massChange, .lostZeros, .mojibake,
    ]

    /// A group with a list, in which as many have left and as many have never confirmed as is asked for.
    private func group(
        _ list: AddressList, _ name: String, left: Double, unconfirmed: Double, in test: TestAccount,
        _ random: inout SplitMix
    ) throws {
        var file = list
        file.header += ["registered", "activated", "deactivated"]
        for row in file.rows.indices {
            let chance = Double.random(in: 0..<1, using: &random)
            file.rows[row] += ["2024-01-01T00:00:00Z"]
            file.rows[row] += chance < unconfirmed ? ["", ""] : ["2024-01-02T00:00:00Z", ""]
            if chance > 1 - left { file.rows[row][file.header.count - 1] = "2025-01-01T00:00:00Z" }
        }
        try test.importCSV(file.csv, into: name, new: true)
    }

    /// What the guard says of an import, which is not made if it says anything; an empty list for a refusal, nil for
    /// nothing.
    private func codes(
        _ file: AddressList, into name: String, _ options: ImportOptions, in test: TestAccount
    ) throws -> [Remark.Code]? {
        var options = options
        options.guardAction = .ask
        var found: [Remark.Code] = []
        do throws(Failure) {
            try test.account.beginStatement()
            _ = try test.account.importRows(
                ImportRequest(
                    .bytes(Array(file.csv.utf8), name: "test.csv"), into: ImportTarget(name), options: options)
            ) { (suspicion) throws(Failure) in
                found = suspicion.accidents.map(\.remark.code)
                throw Failure(.cancelled, "nothing was changed")
            }
            return nil
        } catch {
            guard [.cancelled, .suspicious].contains(error.code) else { throw error }
            return found
        }
    }

    @Test func accidentsAreCaught() throws {
        var random = SplitMix(seed: Self.seed)
        let test = try TestAccount()
        var (caught, all, missed) = (0, 0, [] as [String])
        for size in FaultCount.isLong ? [30, 250, 1500] : [30, 250] {
            let list = AddressList(size, &random)
            try group(list, "List\(size)", left: 0.05, unconfirmed: 0.05, in: test, &random)
            // Where everybody is made active, many must not be so.
            try group(list, "Idle\(size)", left: 0.2, unconfirmed: 0.6, in: test, &random)
            for accident in ListAccident.all {
                var options = ImportOptions()
                let file = accident.make(list, &random, &options)
                let name = accident.code == .massActivate ? "Idle\(size)" : "List\(size)"
                let before = try test.recipients(of: name)
                let codes = try codes(file, into: name, options, in: test)
                all += 1
                if let codes, codes.isEmpty || accident.code.map(codes.contains) ?? false {
                    caught += 1
                } else {
                    missed.append("\(accident.name), \(size): \(codes.map { "\($0.map(\.rawValue))" } ?? "nothing")")
                }
                if codes != nil {
                    #expect(try test.recipients(of: name) == before)
                } else {
                    // It was made: the next one meets the list as it was.
                    try test.account.beginStatement()
                    _ = try test.account.deleteGroup(name)
                    let isIdle = accident.code == .massActivate
                    try group(
                        list, name, left: isIdle ? 0.2 : 0.05, unconfirmed: isIdle ? 0.6 : 0.05, in: test, &random)
                }
            }
        }
        print("guard: caught \(caught) of \(all) accidents, of \(ListAccident.all.count) kinds")
        for accident in missed { print("guard: missed \(accident)") }
        #expect(ListAccident.all.count >= 40)
        #expect(100 * caught >= 95 * all)
    }

    @Test func harmlessImportsPass() throws {
        var random = SplitMix(seed: Self.seed)
        var (alarms, all) = ([] as [String], 0)
        // Once with each size in a quick run.
        let rounds = FaultCount.isLong ? 32 : 8
        for round in 0..<rounds {
            let test = try TestAccount()
            let size = [12, 25, 40, 60, 90, 120, 200, 300][round % 8]
            var list = AddressList(size, &random)
            try group(list, "List", left: 0.07, unconfirmed: 0.08, in: test, &random)
            all += 1
            for kind in HarmlessImport.all.shuffled(using: &random) {
                var options = ImportOptions()
                let file = kind.make(&list, &random, &options)
                let result = try test.importCSV(file.csv, into: "List") { $0 = options }
                all += 1
                let codes = result.remarks.filter { Self.kinds.contains($0.code) }.map(\.message)
                if !codes.isEmpty { alarms.append("\(kind.name), \(size): \(codes)") }
            }
        }
        print(
            "guard: \(alarms.count) false alarms in \(all) harmless imports, of \(HarmlessImport.all.count + 1) kinds")
        for alarm in alarms { print("guard: false alarm: \(alarm)") }
        #expect(all >= 30 * rounds)
        #expect(100 * alarms.count < all)
    }
}
