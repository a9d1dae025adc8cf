public import Recipients

/// What a condition says about a row.
enum Verdict {
    case no, yes
    /// The bytes are not enough to tell.
    case undecided
}

/// A condition as a flat list of tests, each with the step to continue at if it holds and if it does not. So a row
/// costs as many steps as tests are made, with no reference counting or allocation.
///
/// For one thread only.
final class RowProgram {
    /// The kinds of `RowTest`, with what can be prepared once. Of trivial types, so that copying one costs nothing.
    private enum Test {
        case isMissing(Int)
        /// The program keeps the tester alive.
        case text(Int, Unmanaged<TextTester>)
        case number(Int, Orderings, Double)
        case instant(Int, Orderings, Unmanaged<InstantTester>)
        case instants(Int, Orderings, Int)
        case sameTexts(Int, Int)
        /// A bit for each status that is accepted.
        case status(UInt8)
    }

    private struct Step {
        let test: Test
        /// Where to continue: a step, or an end.
        let yes: Int
        let no: Int
    }

    /// The ends, used in place of steps.
    private static let (ends, holds, fails, isUndecided) = (0, -1, -2, -3)

    private let steps: UnsafeMutableBufferPointer<Step>
    private let entry: Int
    private let testers: [AnyObject]

    init(_ condition: RowCondition) {
        var layout = Layout()
        entry = layout.place(condition, yes: Self.holds, no: Self.fails)
        steps = .allocate(capacity: layout.steps.count)
        _ = steps.initialize(fromContentsOf: layout.steps)
        testers = layout.testers
    }

    deinit {
        steps.deallocate()
    }

    /// What the condition says about the row that a scanner is at.
    @inline(__always)
    func verdict(_ row: inout RowScanner) -> Verdict {
        var place = entry
        while place >= Self.ends {
            // In bounds: steps refer to steps of the same program.
            let step = steps.baseAddress.unsafelyUnwrapped[place]
            switch Self.verdict(step.test, &row) {
            case .yes: place = step.yes
            case .no: place = step.no
            case .undecided: return .undecided
            }
        }
        return place == Self.holds ? .yes : place == Self.fails ? .no : .undecided
    }

    @inline(__always)
    private static func verdict(_ test: Test, _ row: inout RowScanner) -> Verdict {
        switch test {
        case .isMissing(let column):
            return row.cell(column).isMissing ? .yes : .no
        case .text(let column, let tester):
            let cell = row.cell(column)
            return cell.isMissing ? .no : tester._withUnsafeGuaranteedRef { $0.holds(cell) } ? .yes : .no
        case .number(let column, let orderings, let number):
            let cell = row.cell(column)
            if cell.isMissing { return .no }
            guard let value = PlainNumber.value(cell.escapedText) else { return .undecided }
            return orderings.contains(value, to: number) ? .yes : .no
        case .instant(let column, let orderings, let tester):
            return tester._withUnsafeGuaranteedRef { $0.ordering(of: row.cell(column)) }
                .map { orderings.contains($0) ? .yes : .no } ?? .no
        case .instants(let column, let orderings, let other):
            guard let one = row.cell(column).instant, let other = row.cell(other).instant else { return .no }
            return orderings.contains(one, to: other) ? .yes : .no
        case .sameTexts(let column, let other):
            return row.cell(column).hasSameText(as: row.cell(other)) ? .yes : .no
        case .status(let statuses):
            return statuses & row.status.bit != 0 ? .yes : .no
        }
    }

    /// Lays a condition out from its end to its beginning, so that each step knows where to continue.
    private struct Layout {
        var steps: [Step] = []
        var testers: [AnyObject] = []

        /// Lays out a condition and returns where it begins.
        mutating func place(_ condition: RowCondition, yes: Int, no: Int) -> Int {
            switch condition {
            case .always: return yes
            case .never: return no
            case .undecided: return RowProgram.isUndecided
            case .test(let test):
                steps.append(Step(test: step(for: test), yes: yes, no: no))
                return steps.count - 1
            case .not(let condition): return place(condition, yes: no, no: yes)
            case .all(let conditions): return conditions.reversed().reduce(yes) { place($1, yes: $0, no: no) }
            case .any(let conditions): return conditions.reversed().reduce(no) { place($1, yes: yes, no: $0) }
            }
        }

        private mutating func step(for test: RowTest) -> Test {
            switch test {
            case .isMissing(let column): return .isMissing(column)
            case .text(let column, let test):
                return .text(column, kept(TextTester(test, isAddress: column == 0)))
            case .number(let column, let orderings, let number): return .number(column, orderings, number)
            case .instant(let column, let orderings, let instant):
                return .instant(column, orderings, kept(InstantTester(instant)))
            case .instants(let column, let orderings, let other): return .instants(column, orderings, other)
            case .sameTexts(let column, let other): return .sameTexts(column, other)
            case .status(let statuses): return .status(statuses.reduce(0) { $0 | $1.bit })
            }
        }

        private mutating func kept<Tester: AnyObject>(_ tester: Tester) -> Unmanaged<Tester> {
            testers.append(tester)
            return .passUnretained(tester)
        }
    }
}

extension Status {
    /// The columns of a segment from which the status follows.
    public static let (activatedColumn, deactivatedColumn) = (2, 3)

    /// A different bit for each.
    var bit: UInt8 {
        switch self {
        case .active: 1
        case .inactive: 2
        case .unsubscribed: 4
        }
    }

    /// The status that follows from two cells of the sign-up. Instants are parsed only if two must be compared.
    @inline(__always)
    public init(activated: Cell, deactivated: Cell) {
        if deactivated.isMissing {
            self = activated.isMissing ? .inactive : .active
        } else if activated.isMissing {
            self = .unsubscribed
        } else {
            self = SignUp(activated: activated.instant, deactivated: deactivated.instant).status
        }
    }
}

extension RowScanner {
    /// The status of the row's recipient.
    @inline(__always)
    public var status: Status {
        mutating get {
            let activated = cell(Status.activatedColumn)
            return Status(activated: activated, deactivated: cell(Status.deactivatedColumn))
        }
    }
}
