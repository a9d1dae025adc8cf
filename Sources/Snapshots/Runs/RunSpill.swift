/// Where the runs of a large import go while it is sorted: files beside the group's segments, which are swept like any
/// other segment without a reference if the process ends first.
public final class RunSpill {
    private let storage: any Storage
    private let columns: [String]
    private let group: Int
    private var nextNumber: Int
    private var written: [Int] = []

    /// - Parameter storage: The store.
    /// - Parameter group: The number of the group whose folder takes the files.
    /// - Parameter columns: The columns of the rows, after the five that all have.
    /// - Parameter firstNumber: A number from which on the group has no segments.
    public init(storage: any Storage, group: Int, columns: [String], firstNumber: Int) {
        self.storage = storage
        self.columns = columns
        self.group = group
        nextNumber = firstNumber
    }

    func makeWriter() throws(SnapshotError) -> SegmentWriter {
        let number = nextNumber
        nextNumber += 1
        written.append(number)
        let path = StoreLayout.segment(number, ofGroup: group)
        return try SegmentWriter(number: number, at: path, columns: columns, in: storage)
    }

    func open(_ reference: SegmentReference) throws(SnapshotError) -> Segment {
        let path = StoreLayout.segment(reference.number, ofGroup: group)
        return try Segment(reference, at: path, in: storage, isChecked: false)
    }

    func removeAll() {
        for number in written {
            // What stays is swept at the next open.
            try? storage.remove(StoreLayout.segment(number, ofGroup: group))
        }
        written = []
    }
}
