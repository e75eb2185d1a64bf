using System.Collections.Immutable;
using System.Text;

namespace Orchestrator.Resources.Core;

/// <summary>What a container is started with, after <c>$(NAME)</c> was replaced in command, arguments and environment.</summary>
/// <param name="Command">The program and its first arguments; empty for the image's.</param>
/// <param name="Args">Arguments; empty for the image's.</param>
/// <param name="Environment">The variables in order, each name once.</param>
public sealed record ContainerCommand(
    ImmutableArray<string> Command, ImmutableArray<string> Args, ImmutableArray<KeyValuePair<string, string>> Environment)
{
    /// <summary>
    /// Replaces <c>$(NAME)</c> by the variable's value: in a variable by those before it, in command and arguments by all. A name that is no variable stays
    /// as it is written, and <c>$$</c> is one dollar sign.
    /// </summary>
    public static ContainerCommand Of(Container container)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var variable in container.Env)
        {
            var value = Expand(variable.Value ?? "", values);
            if (!values.ContainsKey(variable.Name))
            {
                names.Add(variable.Name);
            }

            values[variable.Name] = value;
        }

        return new ContainerCommand(
            [.. container.Command.Select(text => Expand(text, values))],
            [.. container.Args.Select(text => Expand(text, values))],
            [.. names.Select(name => KeyValuePair.Create(name, values[name]))]);
    }

    private static string Expand(string text, Dictionary<string, string> values)
    {
        var result = new StringBuilder(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                result.Append(text[at++]);
            }
            else if (text[at + 1] == '$')
            {
                result.Append('$');
                at += 2;
            }
            else
            {
                at += AppendReference(text, at, values, result);
            }
        }

        return result.ToString();
    }

    /// <summary>Appends what stands for the dollar sign at this place; the number of characters that it covers.</summary>
    private static int AppendReference(string text, int at, Dictionary<string, string> values, StringBuilder result)
    {
        var close = text[at + 1] == '(' ? text.IndexOf(')', at + 2) : -1;
        if (close < 0)
        {
            result.Append('$');
            return 1;
        }

        var length = close + 1 - at;
        result.Append(values.TryGetValue(text[(at + 2)..close], out var value) ? value : text.Substring(at, length));
        return length;
    }
}
