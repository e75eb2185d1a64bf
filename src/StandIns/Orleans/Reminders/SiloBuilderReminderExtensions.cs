using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Reminders;

namespace Orleans.Hosting;

/// <summary>Adds reminders in a relational database.</summary>
public static class SiloBuilderReminderExtensions
{
    /// <summary>Keeps reminders in that database.</summary>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<AdoNetReminderTableOptions> configureOptions) =>
        builder.UseAdoNetReminderService(options => options.Configure(configureOptions));

    /// <inheritdoc cref="UseAdoNetReminderService(ISiloBuilder, Action{AdoNetReminderTableOptions})"/>
    public static ISiloBuilder UseAdoNetReminderService(this ISiloBuilder builder, Action<OptionsBuilder<AdoNetReminderTableOptions>> configureOptions)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configureOptions);
        configureOptions(builder.Services.AddOptions<AdoNetReminderTableOptions>());
        builder.Services.TryAddSingleton<IReminderTable, AdoNetReminderTable>();
        builder.Services.TryAddSingleton<IReminderOwnership, PlacedReminders>();
        builder.Services.TryAddSingleton<ReminderReader>();
        builder.Services.TryAddSingleton<ReminderClock>();
        builder.Services.TryAddSingleton<ReminderRefresh>();
        builder.Services.TryAddSingleton<ReminderService>();
        return builder;
    }
}
