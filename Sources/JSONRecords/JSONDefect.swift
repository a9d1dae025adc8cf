/// What is wrong within a record, by its place there.
struct JSONDefect: Error {
    let reason: String
    let offset: Int
}
