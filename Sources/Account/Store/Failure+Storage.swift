internal import Recipients
internal import Snapshots
internal import Storage
import SystemCalls

extension Failure {
    /// A storage's refusal in the user's words.
    init(_ error: StorageError) {
        switch error {
        case .missing(let path):
            self.init(.storage, path.text.isEmpty ? "the folder of the store is not there" : "the store has no \(path)")
        case .locked(let holder):
            let process = holder.map { " (process \($0))" } ?? ""
            self.init(
                .locked, "another process is changing this store\(process)",
                help: "wait until it has ended, then try again")
        case .unexpectedKind(let path):
            self.init(.storage, "\(path) in the store is not a regular file", help: "links are not followed in a store")
        case .system(let operation, let path, let number):
            let name = path.text.isEmpty ? "the store" : "\(path) in the store"
            self.init(.storage, "cannot \(operation) \(name): \(systemMessage(number))")
        }
    }

    init(_ error: SnapshotError) {
        switch error {
        case .storage(let error): self.init(error)
        case .damaged(let path, let problem): self.init(damaged: path, problem)
        case .cancelled: self = .interrupted
        }
    }

    init(damaged path: StoragePath, _ problem: String, affects: String? = nil) {
        let affected = affects.map { "; it affects \($0)" } ?? ""
        self.init(
            .damaged, "the store is damaged: \(path): \(problem)\(affected)",
            help: "\"verify\" checks everything and says what is still whole")
    }
}

/// What the system calls an error.
func systemMessage(_ number: Int32) -> String {
    String(cString: strerror(number))
}

/// Runs a call of a storage and says what it throws in the user's words.
func storing<Result>(_ body: () throws(StorageError) -> Result) throws(Failure) -> Result {
    do {
        return try body()
    } catch {
        throw Failure(error)
    }
}

/// Runs a call of the snapshots and says what it throws in the user's words.
func snapshotting<Result>(_ body: () throws(SnapshotError) -> Result) throws(Failure) -> Result {
    do {
        return try body()
    } catch {
        throw Failure(error)
    }
}
