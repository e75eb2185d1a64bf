using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Orchestrator.Resources.Description;

namespace Orchestrator.Resources.Validation;

/// <summary>Rules for names and other short texts, and Kubernetes' sentences about them.</summary>
public static partial class TextRules
{
    private const string LabelSentence =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character "
        + "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string Label1035Sentence =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character "
        + "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')";

    private const string SubdomainSentence =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string QualifiedRule =
        "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character "
        + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string LabelValueSentence =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric "
        + "character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    /// <summary>What breaks the rule; nothing where the text follows it.</summary>
    public static IEnumerable<string> Faults(TextFormat format, string text) => format switch
    {
        TextFormat.None => [],
        TextFormat.DnsLabel => [.. TooLong(text, 63), .. Unless(DnsLabel().IsMatch(text), LabelSentence)],
        TextFormat.DnsLabel1035 => [.. TooLong(text, 63), .. Unless(DnsLabel1035().IsMatch(text), Label1035Sentence)],
        TextFormat.DnsSubdomain => [.. TooLong(text, 253), .. Unless(DnsSubdomain().IsMatch(text), SubdomainSentence)],
        TextFormat.PortName => PortNameFaults(text),
        TextFormat.EnvironmentName => Unless(
            text.Length > 0 && text.All(letter => letter is >= ' ' and <= '~' and not '='),
            "a valid environment variable name must consist only of printable ASCII characters other than '='"),
        TextFormat.QualifiedName => QualifiedNameFaults(text),
        TextFormat.IpAddress => Unless(IsIpAddress(text), "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"),
        TextFormat.PathSegment => PathSegmentFaults(text),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "the format has no rule"),
    };

    /// <summary>What is wrong with a label's value; nothing where it is well.</summary>
    public static IEnumerable<string> LabelValueFaults(string text) =>
        [.. TooLong(text, 63), .. Unless(text.Length == 0 || QualifiedPart().IsMatch(text), LabelValueSentence)];

    private static IEnumerable<string> QualifiedNameFaults(string text)
    {
        var parts = text.Split('/');
        if (parts.Length > 2)
        {
            return [$"a qualified name {QualifiedRule} with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')"];
        }

        var prefix = parts.Length < 2 ? [] : parts[0].Length == 0 ? ["must be non-empty"] : Faults(TextFormat.DnsSubdomain, parts[0]);
        var name = parts[^1].Length == 0
            ? ["must be non-empty", QualifiedRule]
            : TooLong(parts[^1], 63).Concat(Unless(QualifiedPart().IsMatch(parts[^1]), QualifiedRule));
        return [.. prefix.Select(rule => $"prefix part {rule}"), .. name.Select(rule => $"name part {rule}")];
    }

    private static IEnumerable<string> PathSegmentFaults(string text) =>
    [
        .. TooLong(text, 253),
        .. Unless(text is not ("." or ".."), $"may not be '{text}'"),
        .. Unless(!text.Contains('/', StringComparison.Ordinal), "may not contain '/'"),
        .. Unless(!text.Contains('%', StringComparison.Ordinal), "may not contain '%'"),
        .. Unless(!text.Any(char.IsControl), "may not contain control characters"),
    ];

    private static IEnumerable<string> PortNameFaults(string text) =>
    [
        .. TooLong(text, 15),
        .. Unless(text.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'),
            "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)"),
        .. Unless(text.Any(char.IsAsciiLetterLower), "must contain at least one letter (a-z)"),
        .. Unless(!text.Contains("--", StringComparison.Ordinal), "must not contain consecutive hyphens"),
        .. Unless(text.Length > 0 && text[0] != '-' && text[^1] != '-', "must not begin or end with a hyphen"),
    ];

    /// <summary>The framework also reads shorthand such as <c>10.1</c>, which is refused here: it means something else to most people.</summary>
    private static bool IsIpAddress(string text) =>
        IPAddress.TryParse(text, out var address) && !text.Contains('%', StringComparison.Ordinal) && !text.Contains('[', StringComparison.Ordinal)
        && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text);

    private static string[] TooLong(string text, int length) =>
        Unless(text.Length <= length, string.Create(CultureInfo.InvariantCulture, $"must be no more than {length} characters"));

    private static string[] Unless(bool holds, string rule) => holds ? [] : [rule];

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex DnsLabel();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]*[a-z0-9])?\z", RegexOptions.NonBacktracking)]
    private static partial Regex DnsLabel1035();

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z", RegexOptions.NonBacktracking)]
    private static partial Regex DnsSubdomain();

    [GeneratedRegex(@"\A([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]\z", RegexOptions.NonBacktracking)]
    private static partial Regex QualifiedPart();
}
