using System.Globalization;
using Orchestrator.Resources.Core;

namespace Orchestrator.Resources.Validation.Services;

/// <summary>Rules for Endpoints.</summary>
internal static class EndpointsValidation
{
    public static void Validate(Endpoints endpoints, FieldErrors errors)
    {
        for (var index = 0; index < endpoints.Subsets.Length; index++)
        {
            var (subset, path) = (endpoints.Subsets[index], string.Create(CultureInfo.InvariantCulture, $"subsets[{index}]"));
            if (subset.Addresses.IsEmpty && subset.NotReadyAddresses.IsEmpty)
            {
                errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
            }

            for (var port = 0; port < subset.Ports.Length && subset.Ports.Length > 1; port++)
            {
                if (string.IsNullOrEmpty(subset.Ports[port].Name))
                {
                    errors.Required(string.Create(CultureInfo.InvariantCulture, $"{path}.ports[{port}].name"));
                }
            }
        }
    }
}
