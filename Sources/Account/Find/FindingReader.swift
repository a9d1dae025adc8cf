public import Recipients
internal import Snapshots

/// Reads the states that have addresses which match, one by one: by group, then by address, then in the order of
/// `find`. Each segment is read once, however many states share it; memory does not grow with their rows.
public final class FindingReader {
    private let account: Account
    private let matches: (_ email: String) -> Bool
    /// The groups that have not been read, the next one last.
    private var groups: [Int]
    private var current: GroupReader?
    /// The findings for the current address, the next one last.
    private var pending: [Finding] = []
    private var cancellation: CancellationCheck

    fileprivate init(_ account: Account, _ groups: [Int], _ matches: @escaping (String) -> Bool) {
        self.account = account
        self.matches = matches
        self.groups = groups.reversed()
        cancellation = CancellationCheck(account.isCancelled)
    }

    /// The next finding; nil at the end.
    public func next() throws(Failure) -> Finding? {
        while pending.isEmpty {
            if current == nil {
                guard let number = groups.popLast() else { return nil }
                // A writer may have removed the group meanwhile.
                current = try account.reading(account.groupReader(number))
            }
            guard let findings = try current?.next(where: matches, &cancellation) else {
                current = nil
                continue
            }
            pending = findings.reversed()
        }
        return pending.removeLast()
    }
}

/// Goes through the addresses in all visible states of a group.
private struct GroupReader {
    private let places: [GroupState]
    private let segments: [Segment]
    private var addresses: MergingCursor
    private var cursors: [SegmentCursor]

    init(_ places: [GroupState], _ segments: [Segment]) {
        self.places = places
        self.segments = segments
        addresses = MergingCursor(segments)
        cursors = segments.map(SegmentCursor.init)
    }

    /// The findings for the next address that matches; nil at the end.
    mutating func next(
        where matches: (String) -> Bool,
        _ cancellation: inout CancellationCheck
    ) throws(Failure) -> [Finding]? {
        while let row = addresses.current {
            try cancellation.count()
            repeat { addresses.advance() } while addresses.isAt(addressOf: row)
            let email = String(decoding: row.key, as: UTF8.self)
            guard matches(email) else { continue }
            var rows: [Int: Row] = [:]
            for index in cursors.indices {
                if let found = cursors[index].find(row.key) { rows[segments[index].reference.number] = found }
            }
            let findings = places.compactMap { place in
                rows.newest(in: place.state).map { Finding(place, email, Status(of: $0)) }
            }
            if !findings.isEmpty { return findings }
        }
        try segments.checkRead()
        return nil
    }
}

extension Account {
    /// The states of all groups that have an address for which `matches` is true. Reads all segments that have not
    /// expired.
    ///
    /// - Parameter matches: Called with each address, normalised.
    public func find(where matches: @escaping (_ email: String) -> Bool) throws(Failure) -> FindingReader {
        FindingReader(self, try searchedGroups().map(\.number), matches)
    }

    fileprivate func groupReader(_ number: Int) throws(Failure) -> GroupReader? {
        guard let group = try store.group(number) else { return nil }
        let places = places(in: group)
        return GroupReader(places, try store.open(Set(places.flatMap(\.state.segments)).sorted(), of: group))
    }
}
