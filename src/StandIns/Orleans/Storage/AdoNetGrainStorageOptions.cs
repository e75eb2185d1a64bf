using Orleans.Storage;

namespace Orleans.Configuration;

/// <summary>Settings of a storage in a relational database.</summary>
public class AdoNetGrainStorageOptions
{
    /// <summary>How the database is reached.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>The database's provider: "Npgsql" is the only one that the stand-in has.</summary>
    public string Invariant { get; set; } = AdoNetInvariant.Npgsql;

    /// <summary>Turns states into what is stored; System.Text.Json unless set.</summary>
    public IGrainStorageSerializer GrainStorageSerializer { get; set; } = new JsonStateSerializer();
}
