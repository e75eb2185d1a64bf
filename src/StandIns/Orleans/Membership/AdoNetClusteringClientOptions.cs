namespace Orleans.Configuration;

/// <summary>Settings of the membership table in a relational database, as clients use it.</summary>
public class AdoNetClusteringClientOptions
{
    /// <summary>How the database is reached.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The database's provider: "Npgsql" is the only one that the stand-in has.</summary>
    public string Invariant { get; set; } = AdoNetInvariant.Npgsql;
}
