namespace Orleans.Configuration;

/// <summary>Settings of one silo.</summary>
public class SiloOptions
{
    /// <summary>The silo's name; made from the machine's name and the silo's address unless set.</summary>
    public string SiloName { get; set; } = null!;
}
