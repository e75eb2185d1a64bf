using System.Text;
using Orchestrator.Resources.Core;
using Orchestrator.Resources.Meta;

namespace Orchestrator.Resources.Defaults;

/// <summary>What a Secret's document leaves to the server.</summary>
internal static class SecretDefaults
{
    /// <summary>The Secret with its plain text among its data, where alone it is kept.</summary>
    public static Secret Of(Secret secret) => secret.StringData.IsEmpty
        ? secret
        : secret with
        {
            Data = secret.Data.SetItems(secret.StringData.Select(entry => KeyValuePair.Create(entry.Key, Convert.ToBase64String(Encoding.UTF8.GetBytes(entry.Value))))),
            StringData = StringMap.Empty,
        };
}
