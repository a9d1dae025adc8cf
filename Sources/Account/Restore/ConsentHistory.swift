internal import Recipients
internal import Snapshots

/// What is known of recipients besides the group that a restore goes to: what the group says that the backup came from,
/// and after it that group's backups, the newest first. The first that knows a recipient decides.
///
/// Addresses are asked for in their order.
struct ConsentHistory {
    private let store: Store
    private let group: GroupManifest
    private var sources: [Source]

    private struct Source {
        let stack: [Int]
        /// The state's segments; opened when it is first asked.
        var segments: [Segment] = []
        var cursor: StackCursor?
    }

    /// - Parameters:
    ///   - group: The group that the states are of.
    ///   - states: The first to be asked first.
    init(_ store: Store, _ group: GroupManifest, _ states: [GroupManifest.State]) {
        self.store = store
        self.group = group
        sources = states.map { Source(stack: $0.segments) }
    }

    /// The sign-up information of the first state that knows an address.
    mutating func find(_ key: UnsafeRawBufferPointer) throws(Failure) -> SignUp? {
        for index in sources.indices {
            if sources[index].cursor == nil {
                sources[index].segments = try store.open(sources[index].stack, of: group)
                sources[index].cursor = StackCursor(sources[index].segments)
            }
            if let row = sources[index].cursor?.find(key) { return SignUp(of: row) }
        }
        return nil
    }

    func checkRead() throws(Failure) {
        try sources.flatMap(\.segments).checkRead()
    }
}
