using System.Text.RegularExpressions;

namespace Orchestrator.Containers.Docker;

/// <summary>
/// Checks names before they become part of a request's path, where a slash, a question mark or two dots would make it another request.
/// </summary>
internal static partial class EngineNames
{
    /// <summary>An id or name of a container or a network.</summary>
    public static string Object(string name) =>
        ObjectPattern().IsMatch(name)
            ? name
            : throw new EngineException(EngineFault.Invalid, $"A name must be letters, digits, '_', '.' and '-', and start with a letter or digit; got '{name}'.");

    /// <summary>A reference, id or digest of an image.</summary>
    public static string Image(string reference) =>
        ImagePattern().IsMatch(reference) && !reference.Contains("..", StringComparison.Ordinal) && !reference.Contains("//", StringComparison.Ordinal)
            ? reference
            : throw new EngineException(EngineFault.Invalid, $"invalid reference format: '{reference}' names no image.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*\z")]
    private static partial Regex ObjectPattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.:@/-]*\z")]
    private static partial Regex ImagePattern();
}
