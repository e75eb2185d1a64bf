using Microsoft.Extensions.DependencyInjection;
using Orleans.Connections.Security;

namespace Orleans.Hosting;

/// <summary>Secures connections with TLS.</summary>
public static class OrleansConnectionSecurityHostingExtensions
{
    /// <summary>Has a silo speak TLS with other silos and with clients, and with nobody else.</summary>
    public static ISiloBuilder UseTls(this ISiloBuilder builder, Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = Options(configureOptions);
        if (options is { LocalCertificate: null, LocalServerCertificateSelector: null })
        {
            throw new InvalidOperationException("No certificate specified");
        }

        builder.Services.AddSingleton(options);
        return builder;
    }

    /// <summary>Has a client speak TLS with silos.</summary>
    public static IClientBuilder UseTls(this IClientBuilder builder, Action<TlsOptions> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(Options(configureOptions));
        return builder;
    }

    private static TlsOptions Options(Action<TlsOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var options = new TlsOptions();
        configure(options);
        return options;
    }
}
