using System.Globalization;
using System.Text;
using Orchestrator.Planning.Containers;

namespace Orchestrator.Agent.Volumes;

/// <summary>
/// What belongs to one run of a container on the node's disk: the file for its last words, and notes by which the agent's next life knows what this one did with it.
/// </summary>
internal sealed class RunFiles(string folder)
{
    private const int MessageBytesMax = 4096;
    private const UnixFileMode Everybody = (UnixFileMode)0x1B6; // rw-rw-rw-

    /// <summary>The file for the last words.</summary>
    public string Message { get; } = Path.Combine(folder, "termination-log");

    private string PostStart => Path.Combine(folder, "post-start");

    private string Condemned => Path.Combine(folder, "condemned");

    /// <summary>Makes sure that there is a file for the last words, which every user may write to.</summary>
    public void EnsureMessage()
    {
        Directory.CreateDirectory(folder);
        if (!File.Exists(Message))
        {
            File.WriteAllBytes(Message, []);
        }

        File.SetUnixFileMode(Message, Everybody);
    }

    /// <summary>The last words, of which the first 4096 bytes count; empty where there are none.</summary>
    public string ReadMessage()
    {
        if (!File.Exists(Message))
        {
            return "";
        }

        using var file = File.OpenRead(Message);
        var bytes = new byte[MessageBytesMax];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    /// <summary>Whether what was to be done after the start is done.</summary>
    public bool IsPostStartDone => File.Exists(PostStart);

    /// <summary>Notes that what was to be done after the start is done.</summary>
    public void NotePostStart() => Note(PostStart, "");

    /// <summary>Why the run had to be stopped, as noted; null where it did not.</summary>
    public Condemnation? ReadCondemned(string runId)
    {
        if (!File.Exists(Condemned))
        {
            return null;
        }

        // A note that was cut off in the middle says at least that there was a reason.
        var (time, message) = File.ReadAllText(Condemned).Split('\n', 2) is [var first, var rest] ? (first, rest) : ("", "");
        return new Condemnation(runId, message, DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, out var killAt) ? killAt : DateTimeOffset.MinValue);
    }

    /// <summary>Notes why the run has to be stopped.</summary>
    public void NoteCondemned(Condemnation condemnation) =>
        Note(Condemned, string.Create(CultureInfo.InvariantCulture, $"{condemnation.KillAt:O}\n{condemnation.Message}"));

    /// <summary>Removes everything.</summary>
    public void Remove()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Note(string path, string text)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(path, text);
    }
}
