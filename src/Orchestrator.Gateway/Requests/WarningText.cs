using System.Text;

namespace Orchestrator.Gateway.Requests;

/// <summary>Sentences for the Warning header, whose text stands in quotes and is ASCII.</summary>
internal static class WarningText
{
    private const int CharsMax = 256;

    public static string Quote(string sentence)
    {
        var text = new StringBuilder(sentence.Length);
        foreach (var c in sentence.AsSpan(0, Math.Min(sentence.Length, CharsMax)))
        {
            if (c is '"' or '\\')
            {
                text.Append('\\');
            }

            text.Append(char.IsAscii(c) && !char.IsControl(c) ? c : '?');
        }

        return text.ToString();
    }
}
