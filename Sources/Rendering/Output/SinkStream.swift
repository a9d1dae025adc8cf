/// A sink as what writes to any text stream wants it.
struct SinkStream: TextOutputStream {
    private let sink: any TextSink

    init(_ sink: any TextSink) {
        self.sink = sink
    }

    func write(_ text: String) {
        sink.write(text)
    }
}
