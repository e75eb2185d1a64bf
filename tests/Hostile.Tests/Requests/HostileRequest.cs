using System.Text;

namespace Orchestrator.Hostile.Tests.Requests;

/// <summary>A request as it goes over the wire.</summary>
internal sealed record HostileRequest
{
    private const int ShownBytesMax = 2000;

    public required string Method { get; init; }

    /// <summary>Path and query, of printable ASCII.</summary>
    public required string Target { get; init; }

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    public byte[]? Body { get; init; }

    /// <summary>All of it for the message of a failure: its body as text where it is one, else in base64.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(Method).Append(' ').AppendLine(Target);
        foreach (var (name, value) in Headers)
        {
            text.Append(name).Append(": ").AppendLine(value);
        }

        return Body is null ? text.ToString() : text.AppendLine().Append(Shown(Body)).ToString();
    }

    private static string Shown(byte[] body)
    {
        var shown = body.AsSpan(0, Math.Min(body.Length, ShownBytesMax));
        var rest = body.Length > ShownBytesMax ? $" ... of {body.Length} bytes" : "";
        return (shown.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? $"base64 {Convert.ToBase64String(shown)}" : Encoding.ASCII.GetString(shown)) + rest;
    }
}
