internal import Recipients
internal import Snapshots

/// What is known about the consent of somebody who is not in a group.
enum PriorConsent: Hashable {
    /// A state has the recipient.
    case signUp(SignUp)
    /// A group remembers that they left, on this date, before they were removed.
    case left(Instant)
}

/// What is known about recipients apart from the group that a restore goes to: first what the backup's own group has
/// now, then whom that group remembers, then that group's states, newest first. The first of these that knows a
/// recipient decides.
///
/// Addresses must be looked up in order.
struct ConsentHistory {
    private let store: Store
    private let group: GroupManifest
    private let target: LeaverMemory
    private var present: Source?
    private let memory: LeaverMemory?
    private var states: [Source]

    private struct Source {
        let stack: [Int]
        /// The state's segments, which are opened for the first look-up.
        var segments: [Segment] = []
        var cursor: StackCursor?

        init(_ state: GroupManifest.State) {
            stack = state.segments
        }

        mutating func find(
            _ key: UnsafeRawBufferPointer,
            _ store: Store,
            _ group: GroupManifest
        ) throws(Failure) -> PriorConsent? {
            if cursor == nil {
                segments = try store.open(stack, of: group)
                cursor = StackCursor(segments)
            }
            return cursor?.find(key).map { .signUp(SignUp(of: $0)) }
        }
    }

    /// - Parameters:
    ///   - group: The group that the states belong to.
    ///   - target: The people whom the target group remembers; consulted first.
    ///   - present: The group's current state; nil if it is not consulted.
    ///   - memory: The people whom the group remembers; nil if they are not consulted.
    ///   - states: The states, in the order in which they are consulted.
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

    /// What the first source that knows an address says about it; nil if none does.
    mutating func find(_ key: UnsafeRawBufferPointer) throws(Failure) -> PriorConsent? {
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
