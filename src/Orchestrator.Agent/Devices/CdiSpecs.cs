using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrator.Resources.Serialization;

namespace Orchestrator.Agent.Devices;

/// <summary>
/// Reads specifications of the Container Device Interface (files <c>*.json</c> and <c>*.yaml</c>). A file that can't be read is told of once for each of its states and left out: the engine,
/// which reads the same files, leaves it out as well.
/// </summary>
/// <param name="folders">Where they are; of two that name the same device the later folder's counts.</param>
/// <param name="log">The log.</param>
internal sealed partial class CdiSpecs(IReadOnlyList<string> folders, ILogger log)
{
    // By file: the state of which was told. Pods that are being made read the same files as the agent's look at its devices.
    private readonly ConcurrentDictionary<string, DateTime> _told = new(StringComparer.Ordinal);

    /// <summary>All devices by their qualified names.</summary>
    public ImmutableSortedDictionary<string, CdiDevice> Read()
    {
        var devices = ImmutableSortedDictionary.CreateBuilder<string, CdiDevice>(StringComparer.Ordinal);
        foreach (var file in folders.Where(Directory.Exists).SelectMany(Files))
        {
            foreach (var device in ReadOne(file))
            {
                devices[device.QualifiedName] = device;
            }
        }

        return devices.ToImmutable();
    }

    /// <summary>
    /// The names that stand for one device each: of names for the same device files the first, and none that stands for the files of several (<c>all</c>).
    /// </summary>
    public static ImmutableArray<CdiDevice> Single(IEnumerable<CdiDevice> devices)
    {
        var all = devices.OrderBy(device => device.QualifiedName, StringComparer.Ordinal).ToList();
        return [.. all.Where((device, at) => device.Name != "all" && !all.Where((other, place) => IsSame(other, device) ? place < at : IsPart(other, device)).Any())];

        static bool IsSame(CdiDevice left, CdiDevice right) => left.Kind == right.Kind && !left.Nodes.IsEmpty && left.Nodes.SetEquals(right.Nodes);

        static bool IsPart(CdiDevice part, CdiDevice whole) => part.Kind == whole.Kind && !part.Nodes.IsEmpty && part.Nodes.IsProperSubsetOf(whole.Nodes);
    }

    private static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder)
        .Where(file => Path.GetExtension(file) is ".json" or ".yaml")
        .Order(StringComparer.Ordinal);

    private IReadOnlyList<CdiDevice> ReadOne(string file)
    {
        try
        {
            var text = File.ReadAllBytes(file);
            using var document = JsonDocument.Parse(file.EndsWith(".json", StringComparison.Ordinal) ? text : YamlDocuments.ToJson(text));
            var kind = document.RootElement.GetProperty("kind").GetString()!;
            return [.. document.RootElement.GetProperty("devices").EnumerateArray().Select(device => DeviceOf(kind, device))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or DecodeException or KeyNotFoundException or InvalidOperationException)
        {
            var at = File.GetLastWriteTimeUtc(file);
            if (!_told.TryGetValue(file, out var told) || told != at)
            {
                _told[file] = at;
                LogUnreadable(log, e, file);
            }

            return [];
        }
    }

    private static CdiDevice DeviceOf(string kind, JsonElement device)
    {
        var nodes = device.TryGetProperty("containerEdits", out var edits) && edits.TryGetProperty("deviceNodes", out var list)
            ? list.EnumerateArray().Select(node => node.GetProperty("path").GetString()!)
            : [];
        var name = device.GetProperty("name");
        return new CdiDevice(kind, name.ValueKind == JsonValueKind.Number ? name.GetRawText() : name.GetString()!, nodes.ToImmutableSortedSet(StringComparer.Ordinal));
    }

    [LoggerMessage(EventId = 1, Level = LogLevel.Warning, Message = "The device specification {File} could not be read; its devices are not offered.")]
    private static partial void LogUnreadable(ILogger log, Exception exception, string file);
}
