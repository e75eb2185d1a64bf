using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Messaging;

/// <summary>The names of enumerations: the silo that they run on, which their later steps are sent to, and a number there.</summary>
internal static class EnumerationName
{
    private const char Separator = '#';

    public static string Make(SiloAddress silo, long number) => string.Create(CultureInfo.InvariantCulture, $"{silo}{Separator}{number}");

    /// <summary>The silo that the enumeration runs on.</summary>
    public static SiloAddress SiloOf(string name) => SiloAddress.FromParsableString(name.Split(Separator)[0]);
}
