internal import Recipients
internal import Snapshots

/// What is known of somebody who is not in a group.
enum Knowledge: Hashable {
    /// A state knows the recipient.
    case signUp(SignUp)
    /// A group remembers that they left, on this date, before they were removed.
    case left(Instant)
}

/// What is known of recipients besides the group that a restore goes to: what the group says that the backup came from, whom
/// that remembers, and after it that group's states, the newest first. The first that knows a recipient decides.
///
/// Addresses are asked for in their order.
struct ConsentHistory {
    private let store: Store
    private let group: GroupManifest
    private let target: LeaverMemory
    private var present: Source?
    private let memory: LeaverMemory?
    private var states: [Source]

    private struct Source {
        let stack: [Int]
        /// The state's segments; opened when it is first asked.
        var segments: [Segment] = []
        var cursor: StackCursor?

        init(_ state: GroupManifest.State) {
            stack = state.segments
        }

        mutating func find(
            _ key: UnsafeRawBufferPointer,
            _ store: Store,
            _ group: GroupManifest
        ) throws(Failure) -> Knowledge? {
            if cursor == nil {
                segments = try store.open(stack, of: group)
                cursor = StackCursor(segments)
            }
            return cursor?.find(key).map { .signUp(SignUp(of: $0)) }
        }
    }

    /// - Parameters:
    ///   - group: The group that the states are of.
    ///   - target: Whom the group remembers that recipients go to; asked first.
    ///   - present: Its current state; nil if that is not asked.
    ///   - memory: Whom it remembers; nil if that is not asked.
    ///   - states: The first to be asked first.
    init(
        _ store: Store,
        _ group: GroupManifest,
        target: LeaverMemory,
        present: GroupManifest.State? = nil,
        memory: LeaverMemory? = nil,
        states: [GroupManifest.State]
    ) {
        self.store = store
        self.group = group
        self.target = target
        self.present = present.map(Source.init)
        self.memory = memory
        self.states = states.map(Source.init)
    }

    /// What the first says that knows an address.
    mutating func find(_ key: UnsafeRawBufferPointer) throws(Failure) -> Knowledge? {
        if let date = target.date(of: key) { return .left(date) }
        if let found = try present?.find(key, store, group) { return found }
        if let date = memory?.date(of: key) { return .left(date) }
        for index in states.indices {
            if let found = try states[index].find(key, store, group) { return found }
        }
        return nil
    }

    func checkRead() throws(Failure) {
        try (states + [present].compactMap { $0 }).flatMap(\.segments).checkRead()
    }
}
