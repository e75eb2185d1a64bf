using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Host.Client.Resources;

/// <summary>Reads manifests: YAML or JSON, any number of objects in a file, lists unfolded.</summary>
public sealed class ManifestReader(ClientSession session)
{
    private const string StandardInput = "-";
    private static readonly string[] Extensions = [".json", ".yaml", ".yml"];

    /// <summary>Whether some file could not be read; each such has been reported.</summary>
    public bool Failed { get; private set; }

    /// <summary>The objects of the files, and of those in the folders, in the order of the names.</summary>
    /// <exception cref="ClientException">A path leads to nothing.</exception>
    public async Task<ImmutableArray<Manifest>> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var manifests = ImmutableArray.CreateBuilder<Manifest>();
        foreach (var path in paths.SelectMany(Expand).ToList())
        {
            try
            {
                foreach (var document in Split(await BytesAsync(path, cancellationToken)))
                {
                    Unfold(document, path, manifests);
                }
            }
            catch (Exception failure) when (failure is DecodeException or JsonException or IOException or UnauthorizedAccessException)
            {
                Failed = true;
                await session.ReportAsync("error", new ClientException($"{NameOf(path)} cannot be read: {failure.Message}"));
            }
        }

        return manifests.Count > 0 || Failed ? manifests.ToImmutable() : throw new ClientException("no objects in what -f names");
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (path == StandardInput || File.Exists(path))
        {
            return [path];
        }

        return Directory.Exists(path)
            ? Directory.EnumerateFiles(path).Where(file => Extensions.Contains(Path.GetExtension(file))).Order(StringComparer.Ordinal)
            : throw new ClientException($"the path \"{path}\" does not exist");
    }

    private static string NameOf(string path) => path == StandardInput ? "standard input" : path;

    private async Task<ReadOnlyMemory<byte>> BytesAsync(string path, CancellationToken cancellationToken)
    {
        if (path != StandardInput)
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }

        using var all = new MemoryStream();
        await session.Surroundings.Input.CopyToAsync(all, cancellationToken);
        return all.ToArray();
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> text)
    {
        var start = text.Span.IndexOfAnyExcept(" \t\r\n"u8);
        return start >= 0 && text.Span[start] == (byte)'{' ? SplitJson(text) : YamlDocuments.Split(text);
    }

    /// <summary>JSON objects one after the other. What begins like JSON and is not may still be YAML, which has braces too.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> SplitJson(ReadOnlyMemory<byte> text)
    {
        var documents = new List<ReadOnlyMemory<byte>>();
        try
        {
            var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                documents.Add(text[start..(int)reader.BytesConsumed]);
            }

            return documents;
        }
        catch (JsonException)
        {
            return YamlDocuments.Split(text);
        }
    }

    private static void Unfold(ReadOnlyMemory<byte> json, string path, ImmutableArray<Manifest>.Builder manifests)
    {
        var document = Connecting.AnswerJson.Parse(json.Span);
        if (document.Text("kind") is { } kind && kind.EndsWith("List", StringComparison.Ordinal) && document["items"] is JsonArray items)
        {
            manifests.AddRange(items.Select(item => item as JsonObject ?? throw new JsonException("the items of a list must be objects"))
                .Select(item => new Manifest((JsonObject)item.DeepClone(), NameOf(path))));
        }
        else
        {
            manifests.Add(new Manifest(document, NameOf(path)));
        }
    }
}
