import Synchronization
import SystemCalls

/// The files that are mapped now, so that a message can name the one that can no longer be read: if a disk fails, or
/// another program truncates a file, the system sends a signal instead of an error.
public enum MappedFiles {
    /// A mapping as a signal handler sees it: without locks and without allocating.
    private struct Slot {
        var start: UInt = 0
        var length: UInt = 0
        var path: UnsafeMutablePointer<CChar>?
    }

    // Even with thousands of groups, at most some hundred segments are mapped; if there are more, the rest are reported
    // without a name.
    private static let capacity = 4096
    /// The first `used` ones have been initialised, and the handler looks only at these. Writing them all would take a
    /// fiftieth of the time of starting.
    private nonisolated(unsafe) static let slots = UnsafeMutablePointer<Slot>.allocate(capacity: capacity)
    private static let used = Atomic<Int>(0)
    private static let lock = Mutex(())

    static func add(_ start: UnsafeRawPointer, _ length: Int, _ path: StoragePath) {
        lock.withLock { _ in
            let slot = Slot(start: UInt(bitPattern: start), length: UInt(length), path: strdup(path.text))
            let count = used.load(ordering: .relaxed)
            if let index = (0..<count).first(where: { slots[$0].path == nil }) {
                slots[index] = slot
            } else if count < capacity {
                (slots + count).initialize(to: slot)
                used.store(count + 1, ordering: .releasing)
            } else {
                free(slot.path)
            }
        }
    }

    static func remove(_ start: UnsafeRawPointer) {
        lock.withLock { _ in
            let start = UInt(bitPattern: start)
            let count = used.load(ordering: .relaxed)
            guard let index = (0..<count).first(where: { slots[$0].path != nil && slots[$0].start == start }) else {
                return
            }
            let path = slots[index].path
            slots[index] = Slot()
            free(path)
        }
    }

    /// Makes the program end with this status and a message when a mapped file cannot be read.
    public static func reportLosses(exitStatus: Int32) {
        status.store(exitStatus, ordering: .relaxed)
        var action = sigaction()
        let handler: @convention(c) (Int32, UnsafeMutablePointer<siginfo_t>?, UnsafeMutableRawPointer?) -> Void = {
            _, information, _ in MappedFiles.report(information)
        }
        action.informedHandler = handler
        action.sa_flags = Int32(SA_SIGINFO)
        sigaction(SIGBUS, &action, nil)
    }

    private static let status = Atomic<Int32>(1)

    private static func report(_ information: UnsafeMutablePointer<siginfo_t>?) {
        let address = information?.pointee.faultAddress ?? 0
        say("error[damaged]: the store is damaged: ")
        var name: UnsafeMutablePointer<CChar>?
        for index in 0..<used.load(ordering: .acquiring) where slots[index].start <= address {
            let slot = slots[index]
            if address - slot.start < slot.length { name = slot.path }
        }
        if let name {
            _ = write(STDERR_FILENO, name, strlen(name))
        } else {
            say("a file")
        }
        say(": it was truncated while it was being read, or the disk cannot read it\n")
        _exit(status.load(ordering: .relaxed))
    }

    private static func say(_ text: StaticString) {
        _ = write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
    }
}
