using Orleans.Runtime;

namespace Orleans;

/// <summary>The database providers that the stand-in has.</summary>
internal static class AdoNetInvariant
{
    public const string Npgsql = "Npgsql";

    /// <summary>Refuses other providers, and settings without a connection string.</summary>
    public static string Require(string? connectionString, string invariant, string optionsName)
    {
        if (invariant != Npgsql)
        {
            throw new OrleansConfigurationException($"{optionsName}.Invariant must be \"{Npgsql}\"; it is \"{invariant}\".");
        }

        return string.IsNullOrWhiteSpace(connectionString)
            ? throw new OrleansConfigurationException($"{optionsName}.ConnectionString must be set.")
            : connectionString;
    }
}
