namespace Orchestrator.Resources.Core;

/// <summary>A field of a pod as variables and files name it: <c>metadata.name</c>, <c>metadata.labels['app']</c>.</summary>
/// <param name="Path">The field.</param>
/// <param name="Key">The key of a label or annotation; null where the field as a whole is meant.</param>
public sealed record PodFieldPath(string Path, string? Key)
{
    /// <summary>All labels, or one of them.</summary>
    public const string Labels = "metadata.labels";

    /// <summary>All annotations, or one of them.</summary>
    public const string Annotations = "metadata.annotations";

    /// <summary>Reads a path.</summary>
    public static PodFieldPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const string Open = "['";
        const string Close = "']";
        var open = text.IndexOf(Open, StringComparison.Ordinal);
        return open > 0 && text.EndsWith(Close, StringComparison.Ordinal) && text.Length >= open + Open.Length + Close.Length
            ? new PodFieldPath(text[..open], text[(open + Open.Length)..^Close.Length])
            : new PodFieldPath(text, null);
    }
}
