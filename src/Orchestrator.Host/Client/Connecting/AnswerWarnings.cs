using Orchestrator.Host.Client.Printing;

namespace Orchestrator.Host.Client.Connecting;

/// <summary>Writes the warnings of answers, each text once.</summary>
internal sealed class AnswerWarnings(TextWriter error)
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    public async Task WriteAsync(HttpResponseMessage answer)
    {
        foreach (var warning in answer.Headers.Warning)
        {
            var text = warning.Text.Trim('"').Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
            if (_written.Add(text))
            {
                await error.WriteLineAsync($"Warning: {Printable.Line(text)}");
            }
        }
    }
}
