using Orchestrator.Resources.Core;

namespace Orchestrator.Storage.Quotas;

/// <summary>Reads the plain numbers of the ledger as amounts.</summary>
internal static class LedgerAmount
{
    private const int Kibi = 1024;

    /// <summary>The amount. Whole multiples of 1024 are most likely bytes, and read best so.</summary>
    /// <param name="number">A decimal number.</param>
    public static Quantity Read(string number)
    {
        var amount = Quantity.Parse(number);
        var whole = amount.Value;
        return whole > 0 && whole % Kibi == 0 && amount == Quantity.Of(whole) ? Quantity.Of(whole, QuantityFormat.Binary) : amount;
    }
}
