#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// A mutex with a condition variable. Sendable: it exists to be shared between threads.
package final class Monitor: @unchecked Sendable {
    // Both live at a fixed address from the first use to the last, as POSIX demands.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    package init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Runs a closure while holding the lock, then wakes every waiting thread.
    package func change<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { unlockAndWake() }
        return body()
    }

    /// Waits until a closure, which runs under the lock, returns a result; then wakes every other waiting thread.
    package func wait<Result>(for body: () -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { unlockAndWake() }
        while true {
            if let result = body() { return result }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// Unlocks first, so that no thread wakes only to wait for the lock.
    private func unlockAndWake() {
        pthread_mutex_unlock(mutex)
        pthread_cond_broadcast(condition)
    }
}
