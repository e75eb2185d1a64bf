using System.Text.Json;
using Microsoft.Extensions.Logging;
using Orchestrator.Planning.Images;

namespace Orchestrator.Agent.Images;

/// <summary>
/// Which images this agent pulled, and when they were last used: an engine keeps neither. It is a file, so that an agent that is started again does not take its own
/// images for somebody else's; without the file it removes too little, and never too much.
/// </summary>
internal sealed partial class ImageLedger(string path, TimeProvider clock, ILogger log)
{
    private readonly Lock _lock = new();
    private SortedDictionary<string, LedgerEntry>? _entries;
    private bool _changed;

    /// <summary>An image was pulled.</summary>
    public void Pulled(ImageName image, string id)
    {
        lock (_lock)
        {
            Entries[image.ToString()] = new LedgerEntry(id, clock.GetUtcNow(), clock.GetUtcNow());
            _changed = true;
        }

        Save();
    }

    /// <summary>An image is used.</summary>
    public void Used(ImageName image)
    {
        lock (_lock)
        {
            if (Entries.TryGetValue(image.ToString(), out var entry))
            {
                Entries[image.ToString()] = entry with { UsedAt = clock.GetUtcNow() };
                _changed = true;
            }
        }
    }

    /// <summary>What is remembered of the image of this name, or null.</summary>
    public LedgerEntry? Find(ImageName image)
    {
        lock (_lock)
        {
            return Entries.GetValueOrDefault(image.ToString());
        }
    }

    /// <summary>Forgets what the engine does not have any more.</summary>
    public void KeepOnly(IReadOnlySet<string> ids)
    {
        lock (_lock)
        {
            foreach (var gone in Entries.Where(entry => !ids.Contains(entry.Value.Id)).Select(entry => entry.Key).ToList())
            {
                Entries.Remove(gone);
                _changed = true;
            }
        }
    }

    /// <summary>Writes down what has changed. That it cannot is logged, and tried again with the next change.</summary>
    public void Save()
    {
        try
        {
            lock (_lock)
            {
                if (!_changed)
                {
                    return;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes($"{path}.new", JsonSerializer.SerializeToUtf8Bytes(Entries, LedgerJson.Default.SortedDictionaryStringLedgerEntry));
                File.Move($"{path}.new", path, overwrite: true);
                _changed = false;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotSaved(log, e, path);
        }
    }

    private SortedDictionary<string, LedgerEntry> Entries => _entries ??= Load();

    private SortedDictionary<string, LedgerEntry> Load()
    {
        try
        {
            return File.Exists(path)
                ? new(JsonSerializer.Deserialize(File.ReadAllBytes(path), LedgerJson.Default.SortedDictionaryStringLedgerEntry)!, StringComparer.Ordinal)
                : new(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            LogNotRead(log, e, path);
            return new(StringComparer.Ordinal);
        }
    }
}
