/// How far a decoder came. It stops before what is wrong, before an incomplete character and when the output is full.
struct DecodingStep {
    /// Bytes of the input that were decoded.
    var consumed = 0
    /// Bytes of UTF-8 that were written.
    var produced = 0
    /// What is wrong with the input from `consumed` on.
    var problem: DelimitedTextError.Problem?
}
