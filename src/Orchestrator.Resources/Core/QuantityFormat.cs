namespace Orchestrator.Resources.Core;

/// <summary>How a quantity is written.</summary>
public enum QuantityFormat
{
    /// <summary>With suffixes that are powers of 1000: n, u, m, k, M, G, T, P, E.</summary>
    Decimal,

    /// <summary>With suffixes that are powers of 1024: Ki, Mi, Gi, Ti, Pi, Ei.</summary>
    Binary,

    /// <summary>With a decimal exponent: e3, e6.</summary>
    Exponent,
}
