add_executable(mingjing-center main.cpp center_config.cpp control_server.cpp)
target_link_libraries(mingjing-center PRIVATE center_http db_repositories db_migrate)
add_executable(mingjingctl ctl_main.cpp ctl_log.cpp)
target_link_libraries(mingjingctl PRIVATE center_domain center_net)
# Run by another office: the kernel and a way to ask, nothing of the centre's own.
add_executable(mingjing-witness witness_main.cpp)
target_link_libraries(mingjing-witness PRIVATE center_witness center_net_tls)
