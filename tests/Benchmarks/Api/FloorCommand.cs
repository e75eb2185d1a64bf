using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Orchestrator.Benchmarks.Api;

/// <summary>
/// <c>floor</c>: a bare Kestrel server whose handlers read one row, or write one with a commit, and nothing else. In a process of its own, as the gateway is. It prints its
/// address, and ends with its input.
/// </summary>
internal static class FloorCommand
{
    /// <summary>The variable that names the database.</summary>
    public const string DatabaseVariable = "ORC_BENCH_DATABASE";

    /// <summary>The command.</summary>
    public static Command Make()
    {
        var command = new Command("floor", "A server for the benchmarks themselves.") { Hidden = true };
        command.SetAction(async (_, cancellationToken) => await RunAsync(cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create(Environment.GetEnvironmentVariable(DatabaseVariable)!);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapGet("/rows/{name}", (RequestDelegate)(context => ReadAsync(source, context)));
        app.MapPost("/rows/{name}", (RequestDelegate)(context => WriteAsync(source, context)));
        await app.StartAsync(cancellationToken);
        await Console.Out.WriteLineAsync(app.Urls.Single());
        while (await Console.In.ReadLineAsync(cancellationToken) is not null)
        {
            // Whoever started it says nothing until the end.
        }

        return ExitCode.Met;
    }

    private static async Task ReadAsync(NpgsqlDataSource source, HttpContext context)
    {
        await using var command = source.CreateCommand("SELECT document FROM floor_row WHERE name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = (string)context.Request.RouteValues["name"]! });
        await using var reader = await command.ExecuteReaderAsync(context.RequestAborted);
        await reader.ReadAsync(context.RequestAborted);
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(reader.GetFieldValue<byte[]>(0), context.RequestAborted);
    }

    private static async Task WriteAsync(NpgsqlDataSource source, HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        await using var command = source.CreateCommand("INSERT INTO floor_row (name, document) VALUES ($1, $2)");
        command.Parameters.Add(new NpgsqlParameter { Value = (string)context.Request.RouteValues["name"]! });
        command.Parameters.Add(new NpgsqlParameter { Value = body.ToArray(), NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = "application/json";
        await context.Response.Body.WriteAsync(body.ToArray(), context.RequestAborted);
    }
}
