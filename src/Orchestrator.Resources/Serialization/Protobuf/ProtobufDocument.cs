using Google.Protobuf;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Serialization.Protobuf;

/// <summary>
/// Documents in Kubernetes' protobuf: four bytes, then a message that says of which kind and version the document is, and holds it as bytes.
/// </summary>
internal static class ProtobufDocument
{
    private const string MediaType = "application/vnd.kubernetes.protobuf";

    private const int TypeMeta = 1;
    private const int Raw = 2;
    private const int ContentEncoding = 3;
    private const int ContentType = 4;

    private const int ApiVersion = 1;
    private const int Kind = 2;

    private static ReadOnlySpan<byte> Magic => [(byte)'k', (byte)'8', (byte)'s', 0];

    /// <summary>The document as UTF-8 JSON, with a member such as <c>#99</c> for each number that the description does not have.</summary>
    /// <exception cref="DecodeException">It is not such a document.</exception>
    public static ReadOnlyMemory<byte> ToJson(ReadOnlyMemory<byte> body, ObjectSchema schema)
    {
        if (!body.Span.StartsWith(Magic))
        {
            throw ResourceDecoder.Malformed("not Kubernetes' protobuf: it must begin with the bytes 6b 38 73 00");
        }

        var envelope = WireMessage.Read(UnsafeByteOperations.UnsafeWrap(body[Magic.Length..]), "");
        var encoding = WireScalars.Text(envelope.Bytes(ContentEncoding), "contentEncoding");
        var contentType = WireScalars.Text(envelope.Bytes(ContentType), "contentType");
        if (encoding.Length > 0 || contentType is not ("" or MediaType))
        {
            throw ResourceDecoder.Malformed($"contentEncoding must be empty and contentType empty or {MediaType} in a protobuf document");
        }

        var typeMeta = WireMessage.Read(envelope.Bytes(TypeMeta), "typeMeta");
        return ProtobufWalk.ToJson(
            WireScalars.Text(typeMeta.Bytes(ApiVersion), "apiVersion"), WireScalars.Text(typeMeta.Bytes(Kind), "kind"), envelope.Bytes(Raw), schema);
    }
}
