using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Containers.Tests.Support;

/// <summary>A registry on loopback that has one image of one layer with one file: what a pull needs, and what it is refused with.</summary>
public sealed class TestRegistry : IAsyncDisposable
{
    private const string ManifestType = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication _server;
    private readonly Dictionary<string, byte[]> _blobs = [];
    private readonly byte[] _manifest;

    private TestRegistry(WebApplication server)
    {
        _server = server;
        var tar = Layer();
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, true))
        {
            gzip.Write(tar);
        }

        var layer = Add(zipped.ToArray());
        var config = Add(Encoding.UTF8.GetBytes(
            $$$"""{"architecture":"amd64","os":"linux","config":{"User":"65534"},"rootfs":{"type":"layers","diff_ids":["{{{DigestOf(tar)}}}"]}}"""));
        _manifest = Encoding.UTF8.GetBytes(
            $$"""
            {"schemaVersion":2,"mediaType":"{{ManifestType}}",
            "config":{"mediaType":"application/vnd.docker.container.image.v1+json","size":{{_blobs[config].Length}},"digest":"{{config}}"},
            "layers":[{"mediaType":"application/vnd.docker.image.rootfs.diff.tar.gzip","size":{{_blobs[layer].Length}},"digest":"{{layer}}"}]}
            """);
        Digest = DigestOf(_manifest);
        server.Run(AnswerAsync);
    }

    /// <summary>The image's digest.</summary>
    public string Digest { get; }

    /// <summary>The image's repository, registry included.</summary>
    public string Repository { get; private set; } = "";

    public static async Task<TestRegistry> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var registry = new TestRegistry(builder.Build());
        await registry._server.StartAsync();
        registry.Repository = $"{new Uri(registry._server.Urls.Single()).Authority}/orc-test/one";
        return registry;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static string DigestOf(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";

    // Its content differs from run to run, so that the engine cannot have it already.
    private static byte[] Layer()
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "file") { DataStream = new MemoryStream(RandomNumberGenerator.GetBytes(100_000)) });
        }

        return bytes.ToArray();
    }

    private string Add(byte[] blob)
    {
        _blobs[DigestOf(blob)] = blob;
        return DigestOf(blob);
    }

    private Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var last = path[(path.LastIndexOf('/') + 1)..];
        if (path == "/v2/")
        {
            return context.Response.WriteAsync("{}");
        }

        if (path == $"/v2/orc-test/one/manifests/{last}" && (last == "1" || last == Digest))
        {
            context.Response.ContentType = ManifestType;
            context.Response.Headers["Docker-Content-Digest"] = Digest;
            return SendAsync(context, _manifest);
        }

        if (_blobs.TryGetValue(last, out var blob))
        {
            return SendAsync(context, blob);
        }

        context.Response.StatusCode = 404;
        return context.Response.WriteAsync("""{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}""");
    }

    private static Task SendAsync(HttpContext context, byte[] bytes)
    {
        context.Response.ContentLength = bytes.Length;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.Body.WriteAsync(bytes).AsTask();
    }
}
