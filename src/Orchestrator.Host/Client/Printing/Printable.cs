using System.Text;

namespace Orchestrator.Host.Client.Printing;

/// <summary>Text that others wrote, made safe for a terminal: control characters would steer it.</summary>
public static class Printable
{
    /// <summary>Text of several lines.</summary>
    public static string Lines(string text) => Escape(text, keepsLines: true);

    /// <summary>Text of one line.</summary>
    public static string Line(string text) => Escape(text, keepsLines: false);

    private static string Escape(string text, bool keepsLines)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(letter => IsUnsafe(letter, keepsLines)))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            _ = IsUnsafe(letter, keepsLines) ? safe.Append('^').Append((char)((letter & 0x1f) + '@')) : safe.Append(letter);
        }

        return safe.ToString();
    }

    private static bool IsUnsafe(char letter, bool keepsLines) => char.IsControl(letter) && !(keepsLines && letter is '\n' or '\t');
}
