using Orchestrator.Hostile.Tests.Requests;

namespace Orchestrator.Hostile.Tests.Mutation;

/// <summary>Changes the headers of a request, and its method.</summary>
internal static class HeaderMutation
{
    private static readonly string[] Methods = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "get", "LIST", "PROPFIND", "X"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Content-Type",
        [
            "application/json", "application/yaml", "application/vnd.kubernetes.protobuf", "application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json", "application/apply-patch+yaml",
            "application/apply-patch+cbor", "application/cbor", "text/plain", "multipart/form-data; boundary=x", "application/json; charset=utf-16", "application/json;;;", "/", "*/*", "application/json, application/yaml",
        ]),
        ("Accept",
        [
            "application/json;as=Table;v=v1;g=meta.k8s.io,application/json", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io", "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io", "application/json;as=Table;v=v9;g=x",
            "application/vnd.kubernetes.protobuf", "application/vnd.kubernetes.protobuf,application/json", "application/com.github.proto-openapi.spec.v2@v1.0+protobuf", "text/html", "*/*;q=0", "application/json;q=nan", ",,,",
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList",
        ]),
        ("Authorization", ["Bearer x", "Bearer a.b.c", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic eDp5", "Bearer", "Negotiate x", "bearer  "]),
        ("Impersonate-User", ["system:admin", "me", "system:serviceaccount:hostile:default", "system:serviceaccount:::", ""]),
        ("Impersonate-Group", ["system:masters", "a"]),
        ("Impersonate-Extra-Scopes", ["x"]),
        ("Content-Encoding", ["gzip", "identity", "br", "x"]),
        ("Upgrade", ["websocket", "SPDY/3.1", "h2c"]),
        ("Sec-WebSocket-Key", ["AAAAAAAAAAAAAAAAAAAAAA==", "x"]),
        ("Sec-WebSocket-Version", ["13", "8"]),
        ("Sec-WebSocket-Protocol", ["v5.channel.k8s.io", "x", "v4.channel.k8s.io, SPDY/3.1+portforward.k8s.io"]),
        ("If-None-Match", ["*", "\"x\"", "W/", "\""]),
        ("Expect", ["100-continue", "x"]),
        ("Origin", ["http://evil.example", "null"]),
        ("Sec-Fetch-Site", ["cross-site"]),
        ("X-Forwarded-For", ["127.0.0.1"]),
        ("X-HTTP-Method-Override", ["DELETE"]),
        ("User-Agent", ["", "a/b (c) d"]),
        ("traceparent", ["00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "zz"]),
    ];

    /// <summary>The request with one header more, or another method.</summary>
    public static HostileRequest Change(HostileRequest request, Random random)
    {
        if (random.Next(6) == 0)
        {
            return request with { Method = Methods[random.Next(Methods.Length)] };
        }

        var (name, values) = Headers[random.Next(Headers.Length)];
        var value = random.Next(4) == 0 ? HostileTexts.Pick(random) : values[random.Next(values.Length)];
        var others = random.Next(4) == 0 ? request.Headers : request.Headers.Where(header => header.Name != name);
        return request with { Headers = [.. others, (name, string.Concat(value.Where(one => one is >= ' ' and < '\u007f')))] };
    }
}
