// SPDX-License-Identifier: Apache-2.0
// POCO's HTTPS session, with everything it would trust or follow by itself turned off.
#include "center/net/tls_client.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/HTTPSClientSession.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SSLException.h>
#include <Poco/String.h>
#include <Poco/Timespan.h>

#include "center/kernel/check.h"
#include "center/net/text.h"

namespace mingjing::net {

namespace {

using kernel::Error;
using kernel::ErrorKind;
using kernel::Result;

Poco::Net::Context::Ptr trustOnly(const std::string& caFile) {
    Poco::Net::Context::Ptr context = new Poco::Net::Context(
        Poco::Net::Context::TLS_CLIENT_USE, "", "", caFile, Poco::Net::Context::VERIFY_STRICT, 5,
        false, "HIGH:!aNULL:!eNULL:!SHA1");
    context->requireMinimumProtocol(Poco::Net::Context::PROTO_TLSV1_2);
    context->enableExtendedCertificateVerification(true);
    return context;
}

Result<std::string> bodyOf(std::istream& in, std::size_t max) {
    std::string body;
    char buffer[8192];
    while (in.read(buffer, sizeof buffer) || in.gcount() > 0) {
        body.append(buffer, static_cast<std::size_t>(in.gcount()));
        if (body.size() > max) return Error::of(ErrorKind::DataLoss, "net.too_large");
    }
    return body;
}

Result<ClientAnswer> exchange(Poco::Net::HTTPSClientSession& session,
                              Poco::Net::HTTPRequest& request, std::string_view body,
                              std::size_t max) {
    session.sendRequest(request) << body;
    Poco::Net::HTTPResponse response;
    std::istream& in = session.receiveResponse(response);
    ClientAnswer answer;
    answer.status = response.getStatus();
    for (const auto& [name, value] : response) answer.headers[Poco::toLower(name)] = value;
    MJ_ASSIGN(answer.body, bodyOf(in, max));
    if (response.hasContentLength() &&
        response.getContentLength64() != static_cast<Poco::Int64>(answer.body.size()))
        return Error::of(ErrorKind::DataLoss, "net.bad_answer", "cut short");
    return answer;
}

}  // namespace

TlsClient::TlsClient(std::string host, unsigned short port, std::string caFile, int timeoutSeconds)
    : host_(std::move(host)),
      port_(port),
      caFile_(std::move(caFile)),
      timeoutSeconds_(timeoutSeconds) {}

Result<ClientAnswer> TlsClient::send(const std::string& method, const std::string& path,
                                     const std::map<std::string, std::string>& headers,
                                     std::string_view body, std::size_t maxAnswerBytes) const {
    CHECK(isToken(method) && isCleanText(path), "a request of our own");
    const auto unreachable = [this](const char* code, const Poco::Exception& e) {
        return Error::of(ErrorKind::Unavailable, code, host_ + ": " + e.displayText());
    };
    try {
        Poco::Net::HTTPSClientSession session(host_, port_, trustOnly(caFile_));
        session.setTimeout(Poco::Timespan(timeoutSeconds_, 0));
        session.setKeepAlive(false);
        Poco::Net::HTTPRequest request(method, path, Poco::Net::HTTPRequest::HTTP_1_1);
        for (const auto& [name, value] : headers) request.set(name, value);
        if (!body.empty() || method != "GET")
            request.setContentLength64(static_cast<Poco::Int64>(body.size()));
        return exchange(session, request, body, maxAnswerBytes);
    } catch (const Poco::Net::SSLException& e) {
        return unreachable("net.untrusted", e);
    } catch (const Poco::FileException& e) {
        return unreachable("net.untrusted", e);
    } catch (const Poco::TimeoutException& e) {
        return unreachable("net.timeout", e);
    } catch (const Poco::Exception& e) {
        return unreachable("net.unreachable", e);
    }
}

}  // namespace mingjing::net
