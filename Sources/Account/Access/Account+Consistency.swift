internal import Recipients

extension Account {
    /// Reads one consistent state, although a writer may replace manifests and remove segments meanwhile: what fails because
    /// the manifests that this program knows are no longer those of the store is read again with the new ones.
    func reading<Result>(_ call: @autoclosure () throws(Failure) -> Result) throws(Failure) -> Result {
        // A writer that commits between any two of so many attempts would have to be faster than the disk.
        for _ in 0..<20 {
            do throws(Failure) {
                return try call()
            } catch {
                guard error.code == .damaged, try hasFallenBehind() else { throw error }
            }
        }
        return try call()
    }

    /// Whether another process has changed the store since this program read its manifests, which it then does again.
    func hasFallenBehind() throws(Failure) -> Bool {
        if holdsLock { return false }
        let known = store.groups
        try store.reload()
        return store.groups != known
    }
}
